package dev.sluice.api.sessions;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.springframework.security.crypto.bcrypt.BCrypt;
import org.springframework.stereotype.Component;

import dev.sluice.api.sealing.Pepper;
import dev.sluice.api.web.ProblemException;

/// Hashes passwords with bcrypt over a keyed digest, so that none is cut at bcrypt's 72 bytes and a stolen
/// hash is worth nothing without the pepper. At most as many at once as there are processors; the others wait their
/// turn, for a bounded time.
///
/// Every comparison is the same work, whatever the hash at hand was made with: that of the highest cost this
/// instance has met.
@Component
public class Passwords {

    private static final Duration TURN_MAX = Duration.ofSeconds(10);
    /// A digest nobody has the password of, for addresses nobody has: the same work as for a real one.
    private static final String NOBODY = "N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";
    private static final String SALT = "N9qo8uLOickgx2ZMRZoMye";
    private static final int COST_BEGIN = "$2a$".length();

    private final BcryptCost cost;
    private final Pepper pepper;
    private final AtomicInteger highest = new AtomicInteger();
    private final Semaphore processors = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    Passwords(BcryptCost cost, Pepper pepper) {
        this.cost = cost;
        this.pepper = pepper;
    }

    /// Ends the request with 503 `busy` when the turn does not come in time.
    public String hash(String password) throws InterruptedException {
        int wanted = cost.value();
        awaitTurn();
        try {
            return BCrypt.hashpw(digest(password), BCrypt.gensalt(wanted));
        } finally {
            processors.release();
        }
    }

    /// Whether a hash was made with another work than is asked for now.
    boolean isOutdated(String hash) {
        return cost.isOutdated(costOf(hash));
    }

    boolean matches(String password, String hash) throws InterruptedException {
        int ofHash = costOf(hash);
        int most = highest.accumulateAndGet(Math.max(ofHash, cost.value()), Math::max);
        awaitTurn();
        try {
            String digest = digest(password);
            boolean right = BCrypt.checkpw(digest, hash);
            extraCosts(ofHash, most).forEach(extra -> BCrypt.hashpw(digest, "$2a$%02d$%s".formatted(extra, SALT)));
            return right;
        } finally {
            processors.release();
        }
    }

    String hashOfNobody() {
        return "$2a$%02d$%s".formatted(Math.max(highest.get(), cost.value()), NOBODY);
    }

    /// Costs whose work, together with that of a hash of the one cost, makes that of the other: 2ᵃ + 2ᵃ + 2ᵃ⁺¹ + … +
    /// 2ᵇ⁻¹ = 2ᵇ.
    static IntStream extraCosts(int ofHash, int most) {
        return IntStream.range(ofHash, most);
    }

    /// Throws for what is no hash of ours.
    static int costOf(String hash) {
        return Integer.parseInt(hash, COST_BEGIN, COST_BEGIN + 2, 10);
    }

    private void awaitTurn() throws InterruptedException {
        if (!processors.tryAcquire(TURN_MAX.toNanos(), TimeUnit.NANOSECONDS)) {
            throw ProblemException.away("busy", "Too many passwords wait for their turn; try again.");
        }
    }

    /// 44 characters without a zero byte, whatever the length of the password.
    private String digest(String password) {
        String normal = Normalizer.normalize(password, Normalizer.Form.NFKC);
        return Base64.getEncoder().encodeToString(pepper.mac("password", normal.getBytes(StandardCharsets.UTF_8)));
    }
}
