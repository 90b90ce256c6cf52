package dev.sluice.relay.journal.forwarding;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/// The forwarder's sleep when nothing is to be done. Waking costs an event loop one volatile read unless the
/// forwarder really sleeps.
final class Sleep {

    private volatile @Nullable Thread sleeper;

    /// Sleeps only while there is nothing to do, which is asked after wakers can see the sleeper.
    void untilWoken(Duration most, BooleanSupplier nothingToDo) {
        sleeper = Thread.currentThread();
        if (nothingToDo.getAsBoolean()) {
            LockSupport.parkNanos(this, most.toNanos());
        }
        sleeper = null;
    }

    void wake() {
        Thread asleep = sleeper;
        if (asleep != null) {
            sleeper = null;
            LockSupport.unpark(asleep);
        }
    }
}
