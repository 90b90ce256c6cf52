package dev.sluice.relay.upstream.choice;

import java.util.concurrent.atomic.AtomicLong;

/// How many requests began within the last minute, as a sliding count over two fixed minutes: the current
/// one, and what of the one before still lies within sixty seconds. One word, so that all event loops share
/// it without a lock: minute, count before, count now.
final class Rate {

    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int COUNT_BITS = 20;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final long MINUTE_MASK = (1L << 64 - 2 * COUNT_BITS) - 1;

    private final long originNanos;
    private final AtomicLong word = new AtomicLong();

    Rate(long originNanos) {
        this.originNanos = originNanos;
    }

    /// Requests within the last minute, rounded up.
    long count(long nowNanos) {
        return count(rolled(word.get(), nowNanos), nowNanos);
    }

    /// Counts one more unless there are `max` already.
    boolean add(int max, long nowNanos) {
        while (true) {
            long seen = word.get();
            long current = rolled(seen, nowNanos);
            if (count(current, nowNanos) >= max) {
                return false;
            }
            if (word.compareAndSet(seen, current + 1)) {
                return true;
            }
        }
    }

    private long rolled(long seen, long nowNanos) {
        long minute = (nowNanos - originNanos) / MINUTE_NANOS & MINUTE_MASK;
        long passed = minute - (seen >>> 2 * COUNT_BITS);
        if (passed == 0) {
            return seen;
        }
        long before = passed == 1 ? seen & COUNT_MASK : 0;
        return minute << 2 * COUNT_BITS | before << COUNT_BITS;
    }

    private long count(long current, long nowNanos) {
        long left = MINUTE_NANOS - (nowNanos - originNanos) % MINUTE_NANOS;
        long before = current >>> COUNT_BITS & COUNT_MASK;
        long share = (before * (left / 1_000_000) + 59_999) / 60_000;
        return (current & COUNT_MASK) + share;
    }
}
