package dev.sluice.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import dev.sluice.contracts.testing.TestKafka;

/// What lies in topics: all of it that is committed at the time of asking.
final class TopicRecords {

    private static final Duration POLL = Duration.ofMillis(200);

    private TopicRecords() {}

    static List<ConsumerRecord<String, byte[]>> all(String topic) {
        return all(topic::equals);
    }

    /// Of all topics but those of Kafka itself.
    static List<ConsumerRecord<String, byte[]>> all() {
        return all(name -> !name.startsWith("__"));
    }

    private static List<ConsumerRecord<String, byte[]>> all(Predicate<String> topics) {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream().flatMap(List::stream)
                    .filter(info -> topics.test(info.topic()))
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }

    private static KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers(),
                "isolation.level", "read_committed", "enable.auto.commit", "false"), new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
