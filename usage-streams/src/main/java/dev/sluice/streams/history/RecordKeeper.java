package dev.sluice.streams.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import dev.sluice.streams.running.AtCommit;
import dev.sluice.streams.running.LateProcessor;

/// Keeps each rated record, finds it again by request, and adds it to the roll-ups.
final class RecordKeeper implements Processor<String, byte[], String, RollUp> {

    static final Duration KEPT = Duration.ofDays(400);
    /// A new record removes at most this many expired ones of its user.
    private static final int EXPIRED_PER_RECORD_MAX = 4;
    /// A search from one end of a user's records costs more than keeping one.
    private static final Duration LOOKED_EVERY = Duration.ofDays(1);
    private static final int USERS_MAX = 10_000;

    private final ProcessorContext<String, RollUp> context;
    private final Progress progress;
    private final PartitionChanges changes;
    private final KeyValueStore<Bytes, byte[]> records;
    private final KeyValueStore<Bytes, byte[]> index;
    private final RollUpWriter rollUps;
    /// When a user without expired records is looked at again, longest ago first.
    private final LinkedHashMap<UserId, Instant> lookedAgain = new LinkedHashMap<>();

    private RecordKeeper(ProcessorContext<String, RollUp> context, Progress progress, PartitionChanges changes) {
        this.context = context;
        this.progress = progress;
        this.changes = changes;
        records = context.getStateStore(HistoryStores.RECORDS);
        index = context.getStateStore(HistoryStores.INDEX);
        KeyValueStore<Bytes, byte[]> totals = context.getStateStore(RollUpWriter.STORE);
        rollUps = new RollUpWriter(totals);
        AtCommit.tell(context, totals, this::publish);
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
            if (!appendedAt.isBefore(lookedAgain.getOrDefault(rated.userId(), Instant.EPOCH))) {
                expire(rated.userId(), appendedAt);
            }
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
        if (expired.isEmpty()) {
            notBefore(user, appendedAt.plus(LOOKED_EVERY));
        }
        for (KeyValue<Bytes, byte[]> row : expired) {
            index.delete(HistoryKeys.index(user, RecordRow.of(row.value).current().requestId()));
            records.delete(row.key);
        }
    }

    private void notBefore(UserId user, Instant at) {
        lookedAgain.remove(user);
        lookedAgain.put(user, at);
        if (lookedAgain.size() > USERS_MAX) {
            lookedAgain.pollFirstEntry();
        }
    }

    /// Once for each commit, however many records have counted in the bucket since the last.
    private void publish(Bytes row, byte[] totals) {
        RollUp rollUp = RollUpWriter.published(row, totals);
        String key = rollUp.userId() + "/" + rollUp.sliceId() + "/" + rollUp.from();
        context.forward(new Record<>(key, rollUp, context.currentSystemTimeMs()));
    }
}
