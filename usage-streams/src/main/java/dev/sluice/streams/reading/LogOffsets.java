package dev.sluice.streams.reading;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// Where partitions begin and end, and how far a group is. Every method throws `KafkaException` when Kafka does
/// not answer.
public final class LogOffsets implements AutoCloseable {

    private static final int ANSWER_MILLIS_MAX = 15_000;

    private final Admin admin;

    public LogOffsets(String bootstrapServers) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers, "request.timeout.ms",
                ANSWER_MILLIS_MAX, "default.api.timeout.ms", ANSWER_MILLIS_MAX));
    }

    /// Names of all topics, internal ones of Kafka Streams included.
    public Set<String> topics() {
        return answer(admin.listTopics().names(), "the topics");
    }

    /// Partitions of a topic.
    public int partitions(String topic) {
        return answer(admin.describeTopics(List.of(topic)).allTopicNames(), topic).values().stream()
                .mapToInt(found -> found.partitions().size()).sum();
    }

    /// Offset of the first record there is, by partition.
    public Map<TopicPartition, Long> begins(List<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    /// Offset behind the last record a writer has appended, committed or not, by partition.
    public Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer(admin.listOffsets(wanted).all(), partitions.toString())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    /// What a group has committed; a partition without a commit is absent. Commits under way are waited for.
    public Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer(admin.listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec()),
                new ListConsumerGroupOffsetsOptions().requireStable(true)).partitionsToOffsetAndMetadata(group), group)
                .forEach((partition, found) -> {
                    if (found != null) {
                        offsets.put(partition, found.offset());
                    }
                });
        return offsets;
    }

    private static <T> T answer(KafkaFuture<T> asked, String what) {
        try {
            return asked.get(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("Kafka does not say what is asked about " + what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking about " + what, e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
