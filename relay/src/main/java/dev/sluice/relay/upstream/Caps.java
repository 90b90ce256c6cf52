package dev.sluice.relay.upstream;

/// How much of an upstream one relay uses at most, over all its event loops.
///
/// @param concurrencyMax
///            requests under way at once
/// @param rpmMax
///            requests begun within a minute
public record Caps(int concurrencyMax, int rpmMax) {

    public static final int CONCURRENCY_MAX = 100_000;
    public static final int RPM_MAX = 1_000_000;
    public static final Caps WIDEST = new Caps(CONCURRENCY_MAX, RPM_MAX);

    public Caps {
        within("concurrencyMax", concurrencyMax, CONCURRENCY_MAX);
        within("rpmMax", rpmMax, RPM_MAX);
    }

    private static void within(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 to " + max + ")");
        }
    }
}
