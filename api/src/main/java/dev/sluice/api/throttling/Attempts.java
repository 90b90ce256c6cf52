package dev.sluice.api.throttling;

import java.time.Duration;

/// Counters that forget.
interface Attempts {

    /// Counts one more and answers how many there were in the window that began with the first.
    Count add(String name, Duration window);

    /// What was counted so far, without counting.
    Count look(String name);

    /// Sets a mark for a while. False when it was set already.
    boolean mark(String name, Duration lifetime);

    /// How long the mark stays; zero when there is none.
    Duration marked(String name);

    void forget(String name);

    /// How many, and when the counter starts again.
    record Count(long number, Duration untilReset) {
        static final Count NONE = new Count(0, Duration.ZERO);
    }
}
