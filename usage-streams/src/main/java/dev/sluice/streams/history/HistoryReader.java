package dev.sluice.streams.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.query.TransactionsAnswer;
import dev.sluice.contracts.rated.RatedUsage;

/// Reads pages of the history, newest first.
public final class HistoryReader {

    /// Rows looked at for one page; a rare filter may need more, then the page is short and its cursor goes on.
    static final int LOOKED_AT_MAX = 10_000;

    private final ReadOnlyKeyValueStore<Bytes, byte[]> rows;

    public HistoryReader(ReadOnlyKeyValueStore<Bytes, byte[]> rows) {
        this.rows = rows;
    }

    /// A page of items and where the next one starts, if there may be one.
    public record Page<T>(List<T> items, Optional<String> nextCursor) {

        public Page {
            items = List.copyOf(items);
        }
    }

    /// Records admitted in `[from, to)`, as they stand. `wanted` narrows them.
    public Page<RatedUsage> records(UserId user, Instant from, Instant to, int limit, Optional<String> cursor,
            Predicate<RatedUsage> wanted) {
        Bytes first = cursor
                .map(text -> HistoryKeys.after(user, HistoryKeys.position(text, HistoryKeys.RECORD_POSITION_BYTES)))
                .orElseGet(() -> HistoryKeys.recordsFrom(user, to.minusMillis(1)));
        // Reversed time: the oldest wanted millisecond comes last; one older starts behind it.
        Bytes end = HistoryKeys.recordsFrom(user, from.minusMillis(1));
        List<RatedUsage> items = new ArrayList<>();
        int lookedAt = 0;
        try (KeyValueIterator<Bytes, byte[]> found = rows.range(first, end)) {
            while (found.hasNext()) {
                KeyValue<Bytes, byte[]> row = found.next();
                RatedUsage record = RecordRow.of(row.value).current();
                if (wanted.test(record)) {
                    items.add(record);
                }
                lookedAt++;
                if ((items.size() == limit || lookedAt == LOOKED_AT_MAX) && found.hasNext()) {
                    return new Page<>(items, Optional.of(HistoryKeys.cursor(row.key)));
                }
            }
        }
        return new Page<>(items, Optional.empty());
    }

    /// Each record admitted in `[from, to)`, as it stands, newest first. Throws `IllegalArgumentException` when there
    /// are more than `max`.
    public void each(UserId user, Instant from, Instant to, int max, Consumer<RatedUsage> each) {
        int read = 0;
        try (KeyValueIterator<Bytes, byte[]> found = rows.range(HistoryKeys.recordsFrom(user, to.minusMillis(1)),
                HistoryKeys.recordsFrom(user, from.minusMillis(1)))) {
            while (found.hasNext()) {
                if (read++ == max) {
                    throw new IllegalArgumentException(
                            "from..to: more than " + max + " requests (expected: a shorter range)");
                }
                each.accept(RecordRow.of(found.next().value).current());
            }
        }
    }

    /// Everything that was said about one request, first record first; empty when the user has no such request.
    public List<RatedUsage> record(ReadOnlyKeyValueStore<Bytes, byte[]> index, UserId user, RequestId request) {
        byte[] key = index.get(HistoryKeys.index(user, request));
        return key == null ? List.of() : RecordRow.of(rows.get(Bytes.wrap(key))).sequences();
    }

    /// Ledger lines of the user, newest first.
    public Page<TransactionsAnswer.Line> transactions(UserId user, int limit, Optional<String> cursor) {
        Bytes first = cursor
                .map(text -> HistoryKeys.after(user,
                        HistoryKeys.position(text, HistoryKeys.TRANSACTION_POSITION_BYTES)))
                .orElseGet(() -> HistoryKeys.transaction(user, Long.MAX_VALUE));
        List<TransactionsAnswer.Line> items = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found = rows.range(first, HistoryKeys.end(user))) {
            while (found.hasNext()) {
                KeyValue<Bytes, byte[]> row = found.next();
                items.add(TransactionRow.decode(row.value).line());
                if (items.size() == limit && found.hasNext()) {
                    return new Page<>(items, Optional.of(HistoryKeys.cursor(row.key)));
                }
            }
        }
        return new Page<>(items, Optional.empty());
    }
}
