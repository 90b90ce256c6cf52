package dev.sluice.streams.snapshots;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeSet;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

import dev.sluice.contracts.rated.AccountSnapshot;

/// A snapshot under way. Rows are copied in the order of their keys; those beyond that change meanwhile were copied
/// before they did and are left out when their turn comes. Not thread-safe.
final class Copy {

    /// As the store orders its keys.
    private static final Comparator<String> BY_BYTES = (one, other) -> Arrays.compareUnsigned(
            one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    private final KeyValueStore<String, byte[]> store;
    private final int partition;
    private final int slot;
    private final SnapshotWriter.Sink sink;
    private final long offset;
    private final long logMillis;
    private final StateHash hash = new StateHash();
    /// Changed since the copy began, and not passed yet: at most what the log brings while it is made.
    private final TreeSet<String> ahead = new TreeSet<>(BY_BYTES);
    private String next = "";
    private Chunk chunk = new Chunk();
    private int chunks;
    private long rows;

    /// @param offset
    ///            of the first record that is not in it
    Copy(KeyValueStore<String, byte[]> store, int partition, int slot, SnapshotWriter.Sink sink, long offset,
            long logMillis) {
        this.store = store;
        this.partition = partition;
        this.slot = slot;
        this.sink = sink;
        this.offset = offset;
        this.logMillis = logMillis;
    }

    /// This row changes after the call.
    void beforeWrite(String key) {
        if (BY_BYTES.compare(key, next) >= 0 && ahead.add(key)) {
            byte[] row = store.get(key);
            if (row != null) {
                add(key, row);
            }
        }
    }

    /// Copies on. True once everything is.
    boolean step(int rowsMax) {
        int looked = 0;
        try (KeyValueIterator<String, byte[]> left = store.range(next, null)) {
            while (left.hasNext() && looked < rowsMax) {
                KeyValue<String, byte[]> row = left.next();
                looked++;
                if (!row.key.equals(WrittenRow.KEY) && !ahead.contains(row.key)) {
                    add(row.key, row.value);
                }
                next = row.key + '\0';
            }
        }
        ahead.headSet(next).clear();
        if (looked < rowsMax) {
            flush();
            return true;
        }
        return false;
    }

    private void add(String key, byte[] row) {
        if (chunk.isFullWith(row)) {
            flush();
        }
        chunk.add(key, row);
        hash.add(key, row);
        rows++;
    }

    private void flush() {
        if (!chunk.isEmpty()) {
            sink.chunk(AccountSnapshot.chunkKey(partition, slot, chunks), chunk.bytes());
            chunks++;
            chunk = new Chunk();
        }
    }

    long offset() {
        return offset;
    }

    long logMillis() {
        return logMillis;
    }

    int chunks() {
        return chunks;
    }

    long rows() {
        return rows;
    }

    String hash() {
        return hash.text();
    }
}
