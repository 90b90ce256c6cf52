package dev.sluice.contracts.admission;

import java.util.Map;
import java.util.TreeMap;

/// Totals of the local entries of one scope, as `entries.lua` keeps them.
final class LocalTotals {

    private final TreeMap<Long, long[]> minute = new TreeMap<>();
    private long micros;
    private long requests;
    private long tokens;

    LocalTotals() {}

    LocalTotals(LocalTotals other) {
        micros = other.micros;
        requests = other.requests;
        tokens = other.tokens;
        other.minute.forEach((bucket, counts) -> minute.put(bucket, counts.clone()));
    }

    void add(InMemoryReservations.Held entry) {
        count(1, entry);
        minute.headMap(RingShape.MINUTE.oldestAt(entry.millis())).clear();
    }

    void remove(InMemoryReservations.Held entry) {
        count(-1, entry);
    }

    private void count(int sign, InMemoryReservations.Held entry) {
        micros += sign * entry.micros();
        requests += sign * entry.requests();
        tokens += sign * entry.tokens();
        long bucket = RingShape.MINUTE.bucket(entry.millis());
        long[] counts = minute.get(bucket);
        if (counts == null && sign > 0) {
            minute.put(bucket, new long[]{entry.requests(), entry.tokens()});
        } else if (counts != null) {
            counts[0] = Math.max(0, counts[0] + sign * entry.requests());
            counts[1] = Math.max(0, counts[1] + sign * entry.tokens());
            if (counts[0] == 0 && counts[1] == 0) {
                minute.remove(bucket);
            }
        }
    }

    long micros() {
        return micros;
    }

    long requests() {
        return requests;
    }

    long tokens() {
        return tokens;
    }

    /// Requests and tokens of the buckets from `oldest` on.
    RingView.Live minute(long oldest) {
        long first = 0;
        long second = 0;
        Map<Long, long[]> live = minute.tailMap(oldest);
        for (long[] counts : live.values()) {
            first += counts[0];
            second += counts[1];
        }
        return new RingView.Live(first, second, live.isEmpty() ? -1 : minute.ceilingKey(oldest));
    }
}
