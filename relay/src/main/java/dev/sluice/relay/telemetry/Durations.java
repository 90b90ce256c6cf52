package dev.sluice.relay.telemetry;

import java.util.concurrent.atomic.LongAdder;

/// A histogram of durations. Recording takes a few nanoseconds, allocates nothing and may come from any
/// thread.
final class Durations {

    /// Upper bounds, seconds: what is longer falls into the last bucket, without a bound.
    private static final double[] BOUNDS_SECONDS = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1,
            2.5, 5, 10, 30, 60, 120, 300, 900};
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long[] BOUNDS_NANOS = nanos();

    private final LongAdder[] buckets = new LongAdder[BOUNDS_SECONDS.length + 1];
    private final LongAdder sumNanos = new LongAdder();

    Durations() {
        for (int b = 0; b < buckets.length; b++) {
            buckets[b] = new LongAdder();
        }
    }

    private static long[] nanos() {
        long[] nanos = new long[BOUNDS_SECONDS.length];
        for (int b = 0; b < nanos.length; b++) {
            nanos[b] = Math.round(BOUNDS_SECONDS[b] * NANOS_PER_SECOND);
        }
        return nanos;
    }

    void record(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[bucket]) {
            bucket++;
        }
        buckets[bucket].increment();
        sumNanos.add(nanos);
    }

    /// Bounds of all buckets; the last is infinite.
    static double[] bounds() {
        double[] bounds = new double[BOUNDS_SECONDS.length + 1];
        System.arraycopy(BOUNDS_SECONDS, 0, bounds, 0, BOUNDS_SECONDS.length);
        bounds[BOUNDS_SECONDS.length] = Double.POSITIVE_INFINITY;
        return bounds;
    }

    /// How many fell into each bucket, not cumulated.
    long[] counts() {
        long[] counts = new long[buckets.length];
        for (int b = 0; b < counts.length; b++) {
            counts[b] = buckets[b].sum();
        }
        return counts;
    }

    double sumSeconds() {
        return sumNanos.sum() / NANOS_PER_SECOND;
    }
}
