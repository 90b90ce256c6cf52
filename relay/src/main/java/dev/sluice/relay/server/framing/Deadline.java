package dev.sluice.relay.server.framing;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Until when a connection may stay in its present phase.
public final class Deadline {

    private final LongSupplier nanos;
    private long atNanos;
    private long bodyEndNanos;
    private long stepNanos;
    private int awaited;
    private boolean headBegun = true;
    private boolean partRead;
    private boolean closing;

    public Deadline(LongSupplier nanos, Duration first) {
        this.nanos = nanos;
        this.atNanos = nanos.getAsLong() + first.toNanos();
    }

    public void set(Duration fromNow) {
        atNanos = nanos.getAsLong() + fromNow.toNanos();
    }

    /// A body begins: from now on each step of it must arrive within `step`, and all of it within the bound of
    /// a body.
    public void body(Duration step) {
        long now = nanos.getAsLong();
        stepNanos = step.toNanos();
        bodyEndNanos = now + Bounds.BODY_TIME_MAX.toNanos();
        awaited = Bounds.BODY_STEP_BYTES;
        atNanos = now + stepNanos;
    }

    /// Bytes of the body arrived; framing does not count.
    public void received(int bytes) {
        awaited -= bytes;
        if (awaited <= 0) {
            goesOn();
        }
    }

    /// The client may send the next step from now on.
    public void goesOn() {
        awaited = Bounds.BODY_STEP_BYTES;
        long next = nanos.getAsLong() + stepNanos;
        atNanos = next - bodyEndNanos > 0 ? bodyEndNanos : next;
    }

    /// Between two requests.
    public void idle(Duration fromNow) {
        headBegun = false;
        set(fromNow);
    }

    /// A part of a request was decoded from what is being read.
    public void partRead() {
        partRead = true;
    }

    /// What came at once was read. Bytes that made no part while nothing is served begin a head.
    public void readEnded(boolean serving, Duration head) {
        if (!partRead && !serving && !headBegun && !closing) {
            headBegun = true;
            set(head);
        }
        partRead = false;
    }

    /// Nothing but the last bytes is to leave.
    public void closing(Duration fromNow) {
        closing = true;
        set(fromNow);
    }

    public boolean isClosing() {
        return closing;
    }

    public boolean isOver() {
        return nanos.getAsLong() - atNanos > 0;
    }
}
