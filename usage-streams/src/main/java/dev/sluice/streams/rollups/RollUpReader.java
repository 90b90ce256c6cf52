package dev.sluice.streams.rollups;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.rated.RollUp.Slice;
import dev.sluice.contracts.rated.RollUp.Step;

/// Reads the buckets of one slice, or the ids a slice has; never more than what is asked for.
public final class RollUpReader {

    /// Ids of one slice in one answer; an account has at most 1,000 live keys.
    public static final int IDS_MAX = 2_000;

    private final ReadOnlyKeyValueStore<Bytes, byte[]> rows;

    public RollUpReader(ReadOnlyKeyValueStore<Bytes, byte[]> rows) {
        this.rows = rows;
    }

    /// Each bucket that starts in `[from, to)`, oldest first.
    public void read(UserId user, Step step, Slice slice, String sliceId, Instant from, Instant to,
            BiConsumer<Instant, RollUpRow> each) {
        if (!from.isBefore(to)) {
            return;
        }
        Bytes first = RollUpKeys.row(user, step, slice, sliceId, from);
        Bytes last = RollUpKeys.row(user, step, slice, sliceId, to.minusSeconds(1));
        try (KeyValueIterator<Bytes, byte[]> found = rows.range(first, last)) {
            while (found.hasNext()) {
                KeyValue<Bytes, byte[]> row = found.next();
                each.accept(RollUpKeys.from(row.key), RollUpRow.decode(row.value));
            }
        }
    }

    /// The ids that have ever had a bucket of this step: one seek each.
    public List<String> ids(UserId user, Step step, Slice slice) {
        List<String> ids = new ArrayList<>();
        Bytes from = RollUpKeys.first(user, step, slice);
        Bytes end = RollUpKeys.last(user, step, slice);
        while (ids.size() < IDS_MAX) {
            try (KeyValueIterator<Bytes, byte[]> next = rows.range(from, end)) {
                if (!next.hasNext()) {
                    return ids;
                }
                String id = RollUpKeys.sliceId(next.next().key);
                ids.add(id);
                from = RollUpKeys.afterId(user, step, slice, id);
            }
        }
        return ids;
    }
}
