package dev.sluice.bench.provider;

/// Where a token says when it was sent. `System.nanoTime()` is one clock for all processes of a machine
/// (`CLOCK_MONOTONIC` on Linux), so the difference to the time of receipt is how long the frame was under way.
public final class Stamps {

    /// Stands before every stamp and nowhere else in an answer.
    public static final byte MARK = '~';
    public static final int DIGITS = Shape.STAMP_DIGITS;

    private Stamps() {}
}
