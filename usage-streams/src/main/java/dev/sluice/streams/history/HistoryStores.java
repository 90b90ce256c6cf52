package dev.sluice.streams.history;

import java.util.Map;
import java.util.Set;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

import dev.sluice.streams.rollups.RollUpWriter;

/// The stores of the history; their names are names of changelog topics and stay for ever.
public final class HistoryStores {

    /// User, reversed time, request → `RecordRow`.
    public static final String RECORDS = "records";
    /// User, request → key in `records`.
    public static final String INDEX = "records-by-request";
    /// User, reversed offset → `TransactionRow`.
    public static final String TRANSACTIONS = "transactions";

    private static final Map<String, String> CHANGELOG = Map.of("compression.type", "zstd");

    private HistoryStores() {}

    static Set<StoreBuilder<?>> ofRecords() {
        // Every record touches twelve roll-ups, most of them again and again: the cache folds that into one write
        // per commit.
        return Set.of(store(RECORDS), store(INDEX), store(RollUpWriter.STORE).withCachingEnabled());
    }

    static Set<StoreBuilder<?>> ofTransactions() {
        return Set.of(store(TRANSACTIONS));
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(CHANGELOG);
    }
}
