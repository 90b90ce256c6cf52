package dev.sluice.streams.deciding;

import java.time.Duration;
import java.util.Set;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

import dev.sluice.streams.accounts.AccountDecider;
import dev.sluice.streams.running.LateProcessor;
import dev.sluice.streams.snapshots.SnapshotWriter;

/// Decides one event after the other. A record that cannot be decoded, or a decision that fails, costs one
/// account: its bytes go to the dead letters and the account is parked, in the transaction in which it was
/// read.
final class Deciding implements Processor<byte[], byte[], String, Outgoing> {

    static final String STORE = DecidingTopology.STORE;
    private static final Duration TIDY_INTERVAL = Duration.ofSeconds(10);
    private static final Duration COPY_INTERVAL = Duration.ofMillis(100);

    private final ProcessorContext<String, Outgoing> context;
    private final SnapshotWriter snapshots;
    private final GuardedDecider decider;
    private final Outputs outputs;
    private final int partitions;

    private Deciding(ProcessorContext<String, Outgoing> context, AccountDecider decider, PriceBookReplica prices,
            DeciderMeters meters, int partitions) {
        this.context = context;
        this.partitions = partitions;
        KeyValueStore<String, byte[]> store = context.getStateStore(STORE);
        this.outputs = new Outputs(context, meters);
        this.snapshots = new SnapshotWriter(store, context.taskId().partition(), DecidingTopology.EPOCH, outputs);
        this.decider = new GuardedDecider(decider, snapshots.guarded(), prices::books, prices::await);
        Forgetting forgetting = new Forgetting(store, snapshots.guarded(), outputs);
        context.schedule(TIDY_INTERVAL, PunctuationType.STREAM_TIME, forgetting::some);
        context.schedule(TIDY_INTERVAL, PunctuationType.STREAM_TIME, snapshots::look);
        context.schedule(COPY_INTERVAL, PunctuationType.WALL_CLOCK_TIME, _ -> snapshots.step());
    }

    static ProcessorSupplier<byte[], byte[], String, Outgoing> supplier(AccountDecider decider,
            PriceBookReplica prices, DeciderMeters meters, int partitions) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], String, Outgoing> get() {
                return new LateProcessor<>(context -> new Deciding(context, decider, prices, meters, partitions));
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(),
                        Serdes.ByteArray()).withCachingEnabled());
            }
        };
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        Incoming incoming = Incoming.of(message, metadata, partitions);
        outputs.write(decider.decide(incoming), incoming);
        snapshots.decided(metadata.offset());
    }
}
