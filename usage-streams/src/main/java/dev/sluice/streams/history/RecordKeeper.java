package dev.sluice.streams.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.RollUp;
import dev.sluice.streams.changes.Changes;
import dev.sluice.streams.changes.PartitionChanges;
import dev.sluice.streams.rollups.RollUpWriter;
import dev.sluice.streams.running.LateProcessor;

/// Keeps each rated record, finds it again by request, and adds it to the roll-ups.
final class RecordKeeper implements Processor<String, byte[], String, RollUp> {

    static final Duration KEPT = Duration.ofDays(400);
    /// A new record removes at most this many expired ones of its user.
    private static final int EXPIRED_PER_RECORD_MAX = 4;

    private final ProcessorContext<String, RollUp> context;
    private final Progress progress;
    private final PartitionChanges changes;
    private final KeyValueStore<Bytes, byte[]> records;
    private final KeyValueStore<Bytes, byte[]> index;
    private final RollUpWriter rollUps;

    private RecordKeeper(ProcessorContext<String, RollUp> context, Progress progress, PartitionChanges changes) {
        this.context = context;
        this.progress = progress;
        this.changes = changes;
        records = context.getStateStore(HistoryStores.RECORDS);
        index = context.getStateStore(HistoryStores.INDEX);
        rollUps = new RollUpWriter(context.getStateStore(RollUpWriter.STORE), this::publish);
    }

    static ProcessorSupplier<String, byte[], String, RollUp> supplier(Progress progress, Changes changes) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, byte[], String, RollUp> get() {
                return new LateProcessor<>(context -> new RecordKeeper(context, progress,
                        changes.begin(context.taskId().partition())));
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return HistoryStores.ofRecords();
            }
        };
    }

    @Override
    public void process(Record<String, byte[]> message) {
        long offset = context.recordMetadata().orElseThrow().offset();
        Instant appendedAt = Instant.ofEpochMilli(message.timestamp());
        RatedUsage rated = SluiceJson.mapper().readValue(message.value(), RatedUsage.class);
        keep(rated, offset, appendedAt);
        progress.read(context.taskId().partition(), appendedAt);
        changes.applied(rated.userId());
    }

    private void keep(RatedUsage rated, long offset, Instant appendedAt) {
        Bytes key = HistoryKeys.record(rated.userId(), rated.admittedAt(), rated.requestId());
        RecordRow row = RecordRow.of(records.get(key));
        if (row.sequences().isEmpty()) {
            expire(rated.userId(), appendedAt);
            index.put(HistoryKeys.index(rated.userId(), rated.requestId()), key.get());
        }
        RecordRow after = row.with(rated);
        records.put(key, after.encode());
        RatedUsage before = after.asOf(rated.sequence() - 1).orElse(null);
        rollUps.add(after.asOf(rated.sequence()).orElse(rated), before, offset, appendedAt);
    }

    private void expire(UserId user, Instant appendedAt) {
        Bytes oldest = HistoryKeys.recordsFrom(user, appendedAt.minus(KEPT));
        List<KeyValue<Bytes, byte[]>> expired = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> old = records.range(oldest, HistoryKeys.end(user))) {
            while (old.hasNext() && expired.size() < EXPIRED_PER_RECORD_MAX) {
                expired.add(old.next());
            }
        }
        for (KeyValue<Bytes, byte[]> row : expired) {
            index.delete(HistoryKeys.index(user, RecordRow.of(row.value).current().requestId()));
            records.delete(row.key);
        }
    }

    private void publish(RollUp rollUp) {
        String key = rollUp.userId() + "/" + rollUp.sliceId() + "/" + rollUp.from();
        context.forward(new Record<>(key, rollUp, context.currentSystemTimeMs()));
    }
}
