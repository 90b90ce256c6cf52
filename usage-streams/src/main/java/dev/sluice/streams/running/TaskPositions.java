package dev.sluice.streams.running;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// Which partitions of a topic the tasks of this instance read, how far they are, and their rows.
public final class TaskPositions implements AutoCloseable {

    private static final int ANSWER_MILLIS_MAX = 5_000;

    private final StreamsPart part;
    private final String topic;
    private final String store;
    private final Admin admin;

    public TaskPositions(StreamsPart part, String topic, String store, String bootstrapServers) {
        this.part = part;
        this.topic = topic;
        this.store = store;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers, "request.timeout.ms",
                ANSWER_MILLIS_MAX, "default.api.timeout.ms", ANSWER_MILLIS_MAX));
    }

    /// Partitions whose active task is here.
    public Set<Integer> active() {
        return committed().keySet().stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }

    /// Everything before this offset is in the rows; -1 when the task is not here.
    public long committed(int partition) {
        return committed().getOrDefault(new TopicPartition(topic, partition), -1L);
    }

    private Map<TopicPartition, Long> committed() {
        return part.streams().stream().flatMap(streams -> streams.metadataForLocalThreads().stream())
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream().filter(read -> read.topic().equals(topic))
                        .map(read -> Map.entry(read, task.committedOffsets().getOrDefault(read, -1L))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Math::max));
    }

    /// What instances all over the installation have committed, by partition; -1 for one without a commit.
    public Map<Integer, Long> committedByGroup(String group, Set<Integer> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = answer(
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> Optional
                .ofNullable(offsets.get(new TopicPartition(topic, partition))).map(OffsetAndMetadata::offset)
                .orElse(-1L)));
    }

    /// The partitions' ends for readers of committed records. Throws `KafkaException` when Kafka does not answer.
    public Map<Integer, Long> ends(Set<Integer> partitions) {
        Map<TopicPartition, OffsetSpec> wanted = partitions.stream()
                .collect(Collectors.toMap(partition -> new TopicPartition(topic, partition), _ -> OffsetSpec.latest()));
        return answer(admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
                .entrySet().stream()
                .collect(Collectors.toMap(end -> end.getKey().partition(), end -> end.getValue().offset()));
    }

    private <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("offsets of " + topic + " are not known", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking for offsets of " + topic, e);
        }
    }

    /// Rows of the partition; empty while they are restored or when they are elsewhere.
    public <K> Optional<ReadOnlyKeyValueStore<K, byte[]>> rows(int partition) {
        try {
            return part.streams().map(streams -> streams.store(StoreQueryParameters
                    .fromNameAndType(store, QueryableStoreTypes.<K, byte[]>keyValueStore()).withPartition(partition)));
        } catch (InvalidStateStoreException notYet) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
