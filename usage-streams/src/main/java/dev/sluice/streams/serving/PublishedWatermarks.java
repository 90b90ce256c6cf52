package dev.sluice.streams.serving;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.journal.GateWaiting;
import dev.sluice.contracts.journal.Watermark;
import dev.sluice.contracts.journal.Watermarks;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.topics.Topics;

/// Reads what the writers before this one have published for a partition; the topic is compacted and small.
final class PublishedWatermarks {

    private static final Duration POLL = Duration.ofMillis(200);

    private PublishedWatermarks() {}

    static Watermarks read(String bootstrapServers, int partition) {
        TopicPartition of = new TopicPartition(Topics.USAGE_WATERMARK.name(), partition);
        Watermarks published = new Watermarks();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(of));
            consumer.seekToBeginning(List.of(of));
            long end = consumer.endOffsets(List.of(of)).getOrDefault(of, 0L);
            while (consumer.position(of) < end) {
                consumer.poll(POLL).forEach(message -> add(published, message));
            }
        }
        return published;
    }

    private static void add(Watermarks published, ConsumerRecord<String, byte[]> message) {
        if (GateWaiting.isKey(message.key())) {
            return;
        }
        if (message.value() == null) {
            published.forget(new JournalId(message.key().substring(message.key().indexOf('/') + 1)));
        } else {
            published.advance(SluiceJson.mapper().readValue(message.value(), Watermark.class));
        }
    }
}
