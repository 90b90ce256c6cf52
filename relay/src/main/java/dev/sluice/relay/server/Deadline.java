package dev.sluice.relay.server;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Until when a connection may stay in its present phase.
final class Deadline {

    private final LongSupplier nanos;
    private long atNanos;
    private boolean closing;

    Deadline(LongSupplier nanos, Duration first) {
        this.nanos = nanos;
        this.atNanos = nanos.getAsLong() + first.toNanos();
    }

    void set(Duration fromNow) {
        atNanos = nanos.getAsLong() + fromNow.toNanos();
    }

    /// Nothing but the last bytes is to leave.
    void closing() {
        closing = true;
    }

    boolean isClosing() {
        return closing;
    }

    boolean isOver() {
        return nanos.getAsLong() - atNanos > 0;
    }
}
