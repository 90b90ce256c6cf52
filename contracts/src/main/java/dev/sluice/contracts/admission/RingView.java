package dev.sluice.contracts.admission;

import java.util.Arrays;

/// A ring as Redis holds it: the sums of both columns and the buckets still to expire. Written
/// `first,sum,sum|offset:value:value|…`, offsets counted from bucket `first`; empty when nothing counts.
/// A reader takes away what has expired since, which is little: O(expired buckets).
public final class RingView {

    /// What a ring counts at some moment; `oldest` is the first bucket in it, -1 if there is none.
    public record Live(long first, long second, long oldest) {}

    private static final Live NOTHING = new Live(0, 0, -1);

    private final long[] buckets;
    private final long[] firsts;
    private final long[] seconds;

    private RingView(long[] buckets, long[] firsts, long[] seconds) {
        this.buckets = buckets;
        this.firsts = firsts;
        this.seconds = seconds;
    }

    public static RingView parse(String text) {
        String[] parts = text.split("\\|", -1);
        int size = parts.length - 1;
        RingView ring = new RingView(new long[size], new long[size], new long[size]);
        long base = size == 0 ? 0 : Long.parseLong(parts[0].substring(0, parts[0].indexOf(',')));
        for (int i = 0; i < size; i++) {
            String[] columns = parts[i + 1].split(":", -1);
            ring.buckets[i] = base + Long.parseLong(columns[0]);
            ring.firsts[i] = Long.parseLong(columns[1]);
            ring.seconds[i] = Long.parseLong(columns[2]);
        }
        return ring;
    }

    /// Sums of the buckets from `oldest` on.
    public Live from(long oldest) {
        int start = 0;
        while (start < buckets.length && buckets[start] < oldest) {
            start++;
        }
        if (start == buckets.length) {
            return NOTHING;
        }
        long first = 0;
        long second = 0;
        for (int i = start; i < buckets.length; i++) {
            first += firsts[i];
            second += seconds[i];
        }
        return new Live(first, second, buckets[start]);
    }

    /// The newest bucket before `oldest`, -1 if there is none.
    long newestBefore(long oldest) {
        long newest = -1;
        for (int i = 0; i < buckets.length && buckets[i] < oldest; i++) {
            newest = buckets[i];
        }
        return newest;
    }

    @Override
    public String toString() {
        return "RingView" + Arrays.toString(buckets) + Arrays.toString(firsts) + Arrays.toString(seconds);
    }
}
