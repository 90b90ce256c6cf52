package dev.sluice.bench.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.HdrHistogram.Histogram;

/// The numbers of a load under way. Written by the load's one thread, the counters read by any.
final class Counts {

    private static final long NANOS_MAX = TimeUnit.MINUTES.toNanos(10);
    private static final int DIGITS = 3;

    final AtomicLong requests = new AtomicLong();
    final AtomicLong failed = new AtomicLong();
    final AtomicLong broken = new AtomicLong();
    final AtomicLong frames = new AtomicLong();
    final AtomicLong streaming = new AtomicLong();
    private final Histogram latency = new Histogram(NANOS_MAX, DIGITS);
    private final Histogram firstToken = new Histogram(NANOS_MAX, DIGITS);
    private final Histogram passage = new Histogram(NANOS_MAX, DIGITS);

    void answered(long nanos) {
        add(requests, 1);
        record(latency, nanos);
    }

    void firstToken(long nanos) {
        add(streaming, 1);
        record(firstToken, nanos);
    }

    void token(long nanosUnderWay) {
        add(frames, 1);
        record(passage, nanosUnderWay);
    }

    /// One writer needs no atomic addition.
    static void add(AtomicLong counter, long more) {
        counter.setRelease(counter.getPlain() + more);
    }

    /// Times count from now; what was answered stays counted.
    void forgetTimes() {
        latency.reset();
        firstToken.reset();
        passage.reset();
    }

    private static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(nanos, 0, NANOS_MAX));
    }

    Tally tally(Duration elapsed) {
        return new Tally(requests.get(), failed.get(), broken.get(), frames.get(), elapsed, latency, firstToken,
                passage);
    }
}
