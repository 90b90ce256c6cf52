package dev.sluice.streams.deciding;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.streams.accounts.AccountDecider;
import dev.sluice.streams.accounts.Decision;
import dev.sluice.streams.accounts.rows.StoredRows;

/// One partition of `account.events` decided once more, from its first record or from a snapshot on, with rows in memory and nothing
/// else: what any state store, topic or cache must agree with. Nothing is forgotten. Not thread-safe.
public final class LogReplay {

    private final Map<String, byte[]> rows = new HashMap<>();
    private final Set<String> touched = new HashSet<>();
    private final GuardedDecider decider;
    private final int partitions;

    /// @param books
    ///            all versions; a pinned one that is missing quarantines the usage
    /// @param partitions
    ///            of the log
    /// @param start
    ///            rows before the first record that is replayed; none for the whole log
    public LogReplay(PriceBooks books, int partitions, Map<String, byte[]> start) {
        this.partitions = partitions;
        rows.putAll(start);
        decider = new GuardedDecider(new AccountDecider(DecidingTopology.EPOCH), inMemory(), () -> books, _ -> {
        });
    }

    public Decision next(ConsumerRecord<byte[], byte[]> message) {
        touched.clear();
        return decider.decide(Incoming.of(message, partitions));
    }

    /// Keys of the rows that the last record wrote or deleted.
    public Set<String> touched() {
        return Collections.unmodifiableSet(touched);
    }

    /// Row key → bytes, as the last record left them.
    public Map<String, byte[]> rows() {
        return Collections.unmodifiableMap(rows);
    }

    /// The same rows, decoded one by one.
    public StoredRows accounts() {
        return new StoredRows(inMemory());
    }

    private StoredRows.Bytes inMemory() {
        return new StoredRows.Bytes() {
            @Override
            public byte @Nullable [] get(String key) {
                return rows.get(key);
            }

            @Override
            public void put(String key, byte[] value) {
                rows.put(key, value);
                touched.add(key);
            }

            @Override
            public void delete(String key) {
                rows.remove(key);
                touched.add(key);
            }
        };
    }
}
