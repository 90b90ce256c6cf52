package dev.sluice.relay.admission;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.journal.GateWaiting;
import dev.sluice.contracts.journal.Watermark;
import dev.sluice.contracts.journal.Watermarks;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.relay.keys.TopicReplica;

/// What `usage.watermark` says: up to where the log has applied each journal, and which partitions have an
/// account waiting behind a gate.
public final class WatermarkReplica {

    /// Who is told of a watermark.
    @FunctionalInterface
    public interface Listener {
        void advanced(JournalId journal, int partition, long redisMillis);
    }

    private final List<Watermarks> partitions;
    private final Listener listener;
    private final IntConsumer gateWaits;
    private final TopicReplica replica;

    /// `gateWaits` gets the partition in which an account waits behind a gate.
    public WatermarkReplica(int partitions, Supplier<Consumer<String, byte[]>> consumers, Listener listener,
            IntConsumer gateWaits) {
        this.partitions = IntStream.range(0, partitions).mapToObj(_ -> new Watermarks()).toList();
        this.listener = listener;
        this.gateWaits = gateWaits;
        this.replica = new TopicReplica("watermarks", Map.of(Topics.USAGE_WATERMARK.name(), this::take), consumers);
    }

    /// How far the replica is, for readiness.
    public TopicReplica replica() {
        return replica;
    }

    public void start() {
        replica.start();
    }

    public void stop() {
        replica.stop();
    }

    /// The gate that is open in a partition when `passed` need not be waited for.
    public long reached(int partition, Set<JournalId> passed) {
        Watermarks watermarks = partitions.get(partition);
        synchronized (watermarks) {
            return watermarks.reached(passed);
        }
    }

    /// Redis milliseconds up to which a journal is applied, -1 when it is not known.
    public long of(int partition, JournalId journal) {
        Watermarks watermarks = partitions.get(partition);
        synchronized (watermarks) {
            return watermarks.of(journal);
        }
    }

    /// For a sweep.
    public Map<JournalId, Long> all(int partition) {
        Watermarks watermarks = partitions.get(partition);
        synchronized (watermarks) {
            return watermarks.all();
        }
    }

    private void take(ConsumerRecord<String, byte[]> found) {
        int slash = found.key().indexOf('/');
        int partition = Integer.parseInt(found.key().substring(0, slash));
        if (GateWaiting.isKey(found.key())) {
            if (found.value() != null && replica.isMet()) {
                gateWaits.accept(partition);
            }
            return;
        }
        Watermarks watermarks = partitions.get(partition);
        byte[] json = found.value();
        if (json == null) {
            synchronized (watermarks) {
                watermarks.forget(new JournalId(found.key().substring(slash + 1)));
            }
            return;
        }
        Watermark watermark = SluiceJson.mapper().readValue(json, Watermark.class);
        synchronized (watermarks) {
            watermarks.advance(watermark);
        }
        listener.advanced(watermark.journal(), partition, watermark.millis());
    }
}
