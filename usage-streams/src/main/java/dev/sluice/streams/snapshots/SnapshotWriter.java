package dev.sluice.streams.snapshots;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.contracts.rated.AccountSnapshot;
import dev.sluice.streams.accounts.rows.StoredRows;

/// Copies the rows of a task as they were between two records of the log, a few at a time, while the task goes on: a
/// row that is about to change is copied before. Once for each day of the log; one that a restart cuts off is begun
/// anew, and the one before stays whole meanwhile. Not thread-safe.
public final class SnapshotWriter {

    /// Copied at one step: ten steps a second take about a twentieth of a processor.
    static final int ROWS_PER_STEP_MAX = 500;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final Logger log = LoggerFactory.getLogger(SnapshotWriter.class);
    private final KeyValueStore<String, byte[]> store;
    private final int partition;
    private final int epoch;
    private final Sink sink;
    private Optional<Copy> copy = Optional.empty();
    private long nextOffset = -1;

    /// Takes records of `account.snapshot` in the order in which they are to be written.
    public interface Sink {

        /// @param rows
        ///            null takes the chunk away
        void chunk(String key, byte @Nullable [] rows);

        void manifest(AccountSnapshot snapshot);
    }

    /// @param epoch
    ///            world of the rows
    public SnapshotWriter(KeyValueStore<String, byte[]> store, int partition, int epoch, Sink sink) {
        this.store = store;
        this.partition = partition;
        this.epoch = epoch;
        this.sink = sink;
    }

    /// The store, through which everything must be written that is to be in order in a snapshot.
    public StoredRows.Bytes guarded() {
        return new StoredRows.Bytes() {
            @Override
            public byte @Nullable [] get(String key) {
                return store.get(key);
            }

            @Override
            public void put(String key, byte[] value) {
                copy.ifPresent(under -> under.beforeWrite(key));
                store.put(key, value);
            }

            @Override
            public void delete(String key) {
                copy.ifPresent(under -> under.beforeWrite(key));
                store.delete(key);
            }
        };
    }

    /// All of the record at this offset is in the store.
    public void decided(long offset) {
        nextOffset = offset + 1;
    }

    /// Between two records: begins a snapshot where the day has none.
    public void look(long logMillis) {
        WrittenRow written = WrittenRow.decode(store.get(WrittenRow.KEY));
        long day = Math.floorDiv(logMillis, DAY_MILLIS);
        if (copy.isEmpty() && nextOffset >= 0 && day > written.day()) {
            copy = Optional.of(new Copy(store, partition, written.nextSlot(), sink, nextOffset, logMillis));
        }
    }

    /// Copies some more of what is to be copied.
    public void step() {
        if (copy.isPresent() && copy.get().step(ROWS_PER_STEP_MAX)) {
            Copy whole = copy.get();
            copy = Optional.empty();
            end(whole);
        }
    }

    private void end(Copy whole) {
        WrittenRow written = WrittenRow.decode(store.get(WrittenRow.KEY));
        int slot = written.nextSlot();
        WrittenRow now = written.next(Math.floorDiv(whole.logMillis(), DAY_MILLIS), whole.chunks());
        for (int gone = whole.chunks(); gone < written.otherChunks(); gone++) {
            sink.chunk(AccountSnapshot.chunkKey(partition, slot, gone), null);
        }
        AccountSnapshot snapshot = new AccountSnapshot(partition, epoch, whole.offset(),
                Instant.ofEpochMilli(whole.logMillis()), slot, whole.chunks(), whole.rows(), whole.hash());
        sink.manifest(snapshot);
        store.put(WrittenRow.KEY, now.encode());
        log.atInfo().addKeyValue("partition", partition).addKeyValue("offset", whole.offset())
                .addKeyValue("rows", whole.rows()).log("snapshot of the accounts is written");
    }

    /// Whether one is being written.
    public boolean isUnderWay() {
        return copy.isPresent();
    }
}
