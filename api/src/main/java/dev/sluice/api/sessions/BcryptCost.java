package dev.sluice.api.sessions;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.bcrypt.BCrypt;
import org.springframework.stereotype.Component;

import dev.sluice.api.ApiProperties;

/// How much work a password costs here, as log2 of bcrypt's rounds: what is configured, or else the most that this
/// machine does within a quarter of a second, measured beside the start.
@Component
class BcryptCost {

    static final Duration TARGET = Duration.ofMillis(250);
    static final int COST_MIN = 10;
    static final int COST_MAX = 14;
    /// Cheap enough to be measured often; every step above it doubles the work.
    static final int MEASURED_AT = 8;
    private static final int WARM_UPS = 3;
    private static final int MEASUREMENTS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(BcryptCost.class);

    private final boolean configured;
    private final CompletableFuture<Integer> cost;

    BcryptCost(ApiProperties properties, InstantSource clock) {
        Integer wanted = properties.signIn().bcryptCost();
        this.configured = wanted != null;
        this.cost = wanted == null
                ? CompletableFuture.supplyAsync(() -> measured(clock),
                        work -> Thread.ofPlatform().daemon().name("bcrypt-cost").start(work))
                : CompletableFuture.completedFuture(wanted);
    }

    /// Waits, at most some hundred milliseconds, while it is being measured.
    int value() {
        return cost.join();
    }

    /// Whether a hash of that cost is to be made anew. What was measured only raises: instances on machines of
    /// different speed do not undo each other's work.
    boolean isOutdated(int ofHash) {
        return configured ? ofHash != value() : ofHash < value();
    }

    /// The highest cost that stays within the target, by what one hash takes at `MEASURED_AT`.
    static int within(Duration taken) {
        return IntStream.rangeClosed(COST_MIN, COST_MAX)
                .filter(each -> taken.multipliedBy(1L << (each - MEASURED_AT)).compareTo(TARGET) <= 0)
                .max().orElse(COST_MIN);
    }

    /// The quickest of several: what else the machine does makes them only slower.
    private static int measured(InstantSource clock) {
        Duration quickest = null;
        for (int time = 0; time < WARM_UPS + MEASUREMENTS; time++) {
            quickest = quicker(quickest, one(clock), time < WARM_UPS);
        }
        int chosen = within(quickest == null ? TARGET : quickest);
        LOG.atInfo().addKeyValue("cost", chosen).addKeyValue("measuredAt", MEASURED_AT)
                .addKeyValue("millis", quickest == null ? -1 : quickest.toMillis()).log("bcrypt cost measured");
        return chosen;
    }

    private static @Nullable Duration quicker(@Nullable Duration quickest, Duration one, boolean warmingUp) {
        if (warmingUp) {
            return quickest;
        }
        return quickest == null || one.compareTo(quickest) < 0 ? one : quickest;
    }

    private static Duration one(InstantSource clock) {
        Instant begin = clock.instant();
        BCrypt.hashpw("what is hashed makes no difference", BCrypt.gensalt(MEASURED_AT));
        return Duration.between(begin, clock.instant());
    }
}
