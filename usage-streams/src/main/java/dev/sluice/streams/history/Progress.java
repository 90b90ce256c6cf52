package dev.sluice.streams.history;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How far each partition of the history is known to be complete. It only moves forward.
public final class Progress {

    private final Map<Integer, Instant> asOf = new ConcurrentHashMap<>();

    /// A record appended then was read.
    void read(int partition, Instant appendedAt) {
        asOf.merge(partition, appendedAt, Progress::later);
    }

    /// Everything appended until then was read.
    public void complete(int partition, Instant until) {
        asOf.merge(partition, until, Progress::later);
    }

    /// The epoch when nothing is known yet.
    public Instant asOf(int partition) {
        return asOf.getOrDefault(partition, Instant.EPOCH);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
