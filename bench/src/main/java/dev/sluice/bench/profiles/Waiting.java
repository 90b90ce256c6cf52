package dev.sluice.bench.profiles;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Letting time pass while others work.
final class Waiting {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private Waiting() {}

    static void pause(Duration duration) throws InterruptedException {
        Thread.currentThread().join(duration);
    }

    /// Throws `IllegalStateException` when the fact does not come.
    static void until(BooleanSupplier fact, Duration atMost, String said) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!fact.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not after " + atMost.toSeconds() + " s: " + said);
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
