package dev.sluice.quickstart.journeys;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.quickstart.platform.LocalPlatform;

/// An analyst with nothing but a Kafka client: reads what a topic says about some users, in its order, from
/// its beginning to its present end.
record TopicReader(LocalPlatform platform) {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration READ_MAX = Duration.ofSeconds(60);

    /// One message: the type and the headers as documented, the value as JSON.
    record Message(ConsumerRecord<String, String> record, JsonNode value) {

        String type() {
            return header("ce_type");
        }

        /// The text of a header, empty without it.
        String header(String name) {
            var header = record.headers().lastHeader(name);
            return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
        }

        Instant appendedAt() {
            return Instant.ofEpochMilli(record.timestamp());
        }

        String text(String field) {
            return value.path(field).asString("");
        }
    }

    List<Message> read(String topic, Set<String> userIds) {
        Map<String, Object> settings = Map.of("bootstrap.servers", "localhost:" + platform.ports().kafka(),
                "isolation.level", "read_committed");
        var found = new ArrayList<Message>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + READ_MAX.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(topic + ": not read to its end after " + READ_MAX);
                }
                for (var record : consumer.poll(POLL)) {
                    if (record.key() != null && userIds.contains(record.key())) {
                        found.add(new Message(record, SluiceJson.mapper().readTree(record.value())));
                    }
                }
            }
        }
        return found;
    }
}
