package dev.sluice.streams.accounts.rows;

import java.util.Arrays;

import dev.sluice.contracts.admission.RingShape;

/// Counts of a rolling window in buckets of time, two columns each. What is older than the ring is not
/// counted; a correction never makes a bucket negative. Not thread-safe.
public final class Ring {

    private static final long EMPTY = -1;
    private static final long CLOCK_SLACK_MILLIS = 60_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private final RingShape shape;
    private final long[] firsts;
    private final long[] seconds;
    private long newest;

    public Ring(RingShape shape) {
        this(shape, new long[shape.kept()], new long[shape.kept()], EMPTY);
    }

    private Ring(RingShape shape, long[] firsts, long[] seconds, long newest) {
        this.shape = shape;
        this.firsts = firsts;
        this.seconds = seconds;
        this.newest = newest;
    }

    public Ring copy() {
        return new Ring(shape, firsts.clone(), seconds.clone(), newest);
    }

    /// Adds to the bucket of `millis`.
    public void add(long millis, long first, long second) {
        long bucket = shape.bucket(millis);
        advance(bucket);
        if (bucket > newest - shape.kept()) {
            int slot = slot(bucket);
            firsts[slot] = Math.max(0, firsts[slot] + first);
            seconds[slot] = Math.max(0, seconds[slot] + second);
        }
    }

    /// What the first column counts at `millis`.
    public long first(long millis) {
        return sum(firsts, millis);
    }

    /// What the second column counts at `millis`.
    public long second(long millis) {
        return sum(seconds, millis);
    }

    /// What the first column counts in the bucket of `millis` alone.
    public long firstNow(long millis) {
        long bucket = shape.bucket(millis);
        return bucket > newest || bucket < oldest() ? 0 : firsts[slot(bucket)];
    }

    /// The most that the first column counts in one of the buckets before that of `millis` which still count.
    public long mostBefore(long millis) {
        long now = shape.bucket(millis);
        long most = 0;
        for (long bucket = Math.max(shape.oldestAt(millis), oldest()); bucket < now && bucket <= newest; bucket++) {
            most = Math.max(most, firsts[slot(bucket)]);
        }
        return most;
    }

    private long sum(long[] column, long millis) {
        long from = Math.max(shape.oldestAt(millis), oldest());
        long sum = 0;
        int slot = slot(from);
        for (long bucket = from; bucket <= newest; bucket++) {
            sum += column[slot];
            slot = after(slot);
        }
        return sum;
    }

    private void advance(long bucket) {
        if (bucket <= newest) {
            return;
        }
        if (newest == EMPTY || bucket - newest >= shape.kept()) {
            Arrays.fill(firsts, 0);
            Arrays.fill(seconds, 0);
        } else {
            for (long passed = newest + 1; passed <= bucket; passed++) {
                firsts[slot(passed)] = 0;
                seconds[slot(passed)] = 0;
            }
        }
        newest = bucket;
    }

    private long oldest() {
        return Math.max(0, newest - shape.kept() + 1);
    }

    private int slot(long bucket) {
        return (int) (bucket % shape.kept());
    }

    /// Of the next bucket: a division for each would be half of what a view costs.
    private int after(int slot) {
        return slot + 1 == firsts.length ? 0 : slot + 1;
    }

    /// Appends the form of `RingView`: only buckets that a reader whose clock is a little behind `asOfMillis` may
    /// still count. The first column is money in nano-dollars when `money`, and is written in micro-dollars.
    void appendTo(StringBuilder text, long asOfMillis, boolean money) {
        long from = Math.max(oldest(), shape.oldestAt(asOfMillis - CLOCK_SLACK_MILLIS));
        int first = slot(from);
        while (from <= newest && isZero(first)) {
            from++;
            first = after(first);
        }
        if (newest == EMPTY || from > newest) {
            return;
        }
        long firstSum = 0;
        long secondSum = 0;
        int slot = first;
        for (long bucket = from; bucket <= newest; bucket++) {
            firstSum += written(firsts[slot], money);
            secondSum += seconds[slot];
            slot = after(slot);
        }
        text.append(from).append(',').append(firstSum).append(',').append(secondSum);
        slot = first;
        for (long bucket = from; bucket <= newest; bucket++) {
            if (!isZero(slot)) {
                text.append('|').append(bucket - from).append(':').append(written(firsts[slot], money))
                        .append(':').append(seconds[slot]);
            }
            slot = after(slot);
        }
    }

    private static long written(long value, boolean money) {
        return money ? Math.ceilDiv(value, NANOS_PER_MICRO) : value;
    }

    private boolean isZero(int slot) {
        return firsts[slot] == 0 && seconds[slot] == 0;
    }

    void write(RowWriter out) {
        out.number(newest);
        int used = 0;
        for (int i = 0; i < firsts.length; i++) {
            used += firsts[i] == 0 && seconds[i] == 0 ? 0 : 1;
        }
        out.number(used);
        for (int i = 0; i < firsts.length; i++) {
            if (firsts[i] != 0 || seconds[i] != 0) {
                out.number(i);
                out.number(firsts[i]);
                out.number(seconds[i]);
            }
        }
    }

    static Ring read(RowReader in, RingShape shape) {
        Ring ring = new Ring(shape);
        ring.newest = in.number();
        for (long used = in.number(); used > 0; used--) {
            int slot = Math.toIntExact(in.number());
            ring.firsts[slot] = in.number();
            ring.seconds[slot] = in.number();
        }
        return ring;
    }
}
