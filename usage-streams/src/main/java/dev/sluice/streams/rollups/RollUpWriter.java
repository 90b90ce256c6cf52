package dev.sluice.streams.rollups;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.RollUp;
import dev.sluice.contracts.rated.RollUp.Slice;
import dev.sluice.contracts.rated.RollUp.Step;

/// Adds each record to its buckets: every step of the user and of its key, model and service. A row that has
/// seen the offset already stays as it is; it is written again all the same, for that publishes it, and the first
/// time may have been lost.
public final class RollUpWriter {

    public static final String STORE = "rollups";
    /// A new row removes at most this many expired ones of its slice.
    private static final int EXPIRED_PER_ROW_MAX = 16;

    private final KeyValueStore<Bytes, byte[]> rows;

    public RollUpWriter(KeyValueStore<Bytes, byte[]> rows) {
        this.rows = rows;
    }

    /// `rated` is the request as it stands with this record, `before` as it stood without, if it was counted.
    public void add(RatedUsage rated, @Nullable RatedUsage before, long offset, Instant appendedAt) {
        RollUpRow change = before == null ? RollUpRow.of(rated) : RollUpRow.of(rated).minus(RollUpRow.of(before));
        for (Step step : Step.values()) {
            Instant from = RollUpBuckets.start(step, rated.admittedAt());
            Instant keptFrom = RollUpBuckets.keptFrom(step, appendedAt);
            if (!from.isBefore(keptFrom)) {
                for (Slice slice : Slice.values()) {
                    add(rated, slice, step, from, change, offset + 1, keptFrom);
                }
            }
        }
    }

    private void add(RatedUsage rated, Slice slice, Step step, Instant from, RollUpRow change, long version,
            Instant keptFrom) {
        String sliceId = sliceId(rated, slice);
        Bytes key = RollUpKeys.row(rated.userId(), step, slice, sliceId, from);
        byte[] found = rows.get(key);
        RollUpRow row = found == null ? RollUpRow.EMPTY : RollUpRow.decode(found);
        if (found == null) {
            expire(rated, step, slice, sliceId, keptFrom);
        }
        rows.put(key, row.version() < version ? row.plus(change).at(version).encode() : row.encode());
    }

    private void expire(RatedUsage rated, Step step, Slice slice, String sliceId, Instant keptFrom) {
        Bytes first = RollUpKeys.row(rated.userId(), step, slice, sliceId, Instant.EPOCH);
        Bytes last = RollUpKeys.row(rated.userId(), step, slice, sliceId, keptFrom.minusSeconds(1));
        List<Bytes> expired = new ArrayList<>();
        if (keptFrom.isAfter(Instant.EPOCH)) {
            try (KeyValueIterator<Bytes, byte[]> old = rows.range(first, last)) {
                while (old.hasNext() && expired.size() < EXPIRED_PER_ROW_MAX) {
                    KeyValue<Bytes, byte[]> row = old.next();
                    expired.add(row.key);
                }
            }
        }
        expired.forEach(rows::delete);
    }

    /// A row as it is published.
    public static RollUp published(Bytes key, byte[] bytes) {
        RollUpRow row = RollUpRow.decode(bytes);
        return new RollUp(RollUpKeys.user(key), RollUpKeys.slice(key), RollUpKeys.sliceId(key), RollUpKeys.step(key),
                RollUpKeys.from(key), row.requests(), row.errors(), row.tokens(), NanoUsd.of(row.costNanos()),
                row.version());
    }

    /// Which of the slice the record belongs to.
    public static String sliceId(RatedUsage rated, Slice slice) {
        return switch (slice) {
            case USER -> rated.userId().value();
            case KEY -> rated.keyId().value();
            case MODEL -> rated.modelPriced();
            case SERVICE -> rated.service().name().toLowerCase(Locale.ROOT);
        };
    }
}
