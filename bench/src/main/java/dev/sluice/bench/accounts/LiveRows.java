package dev.sluice.bench.accounts;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import dev.sluice.contracts.topics.TopicSpec;

/// Counts the rows of a compacted topic that are there, reading it whole.
///
/// @param kafka
///            bootstrap servers
record LiveRows(String kafka) {

    private static final Duration POLL = Duration.ofMillis(200);

    long count(TopicSpec topic) {
        Set<String> alive = new HashSet<>();
        try (var consumer = new KafkaConsumer<String, byte[]>(
                Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed"), new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(topic.name()).stream()
                    .map(part -> new TopicPartition(topic.name(), part.partition())).toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(row -> {
                    if (row.value() == null) {
                        alive.remove(row.key());
                    } else {
                        alive.add(row.key());
                    }
                });
            }
        }
        return alive.size();
    }
}
