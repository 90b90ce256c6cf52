package dev.sluice.api.sessions;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.springframework.security.crypto.bcrypt.BCrypt;
import org.springframework.stereotype.Component;

import dev.sluice.api.ApiProperties;
import dev.sluice.api.sealing.Pepper;
import dev.sluice.api.web.ProblemException;

/// Hashes passwords with bcrypt over a keyed digest, so that none is cut at bcrypt's 72 bytes and a stolen
/// hash is worth nothing without the pepper. At most as many at once as there are processors; the others wait their
/// turn, for a bounded time.
@Component
public class Passwords {

    private static final Duration TURN_MAX = Duration.ofSeconds(10);
    /// A digest nobody has the password of, for addresses nobody has: the same work as for a real one.
    private static final String NOBODY = "N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";

    private final int cost;
    private final Pepper pepper;
    private final Semaphore processors = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    Passwords(ApiProperties properties, Pepper pepper) {
        this.cost = properties.signIn().bcryptCost();
        this.pepper = pepper;
    }

    /// Ends the request with 503 `busy` when the turn does not come in time.
    public String hash(String password) throws InterruptedException {
        awaitTurn();
        try {
            return BCrypt.hashpw(digest(password), BCrypt.gensalt(cost));
        } finally {
            processors.release();
        }
    }

    /// Whether a hash was made with less or more work than is asked for now.
    boolean isOutdated(String hash) {
        return !hash.startsWith("$2a$%02d$".formatted(cost));
    }

    boolean matches(String password, String hash) throws InterruptedException {
        awaitTurn();
        try {
            return BCrypt.checkpw(digest(password), hash);
        } finally {
            processors.release();
        }
    }

    String hashOfNobody() {
        return "$2a$%02d$%s".formatted(cost, NOBODY);
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
