package dev.sluice.streams.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;

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

/// Reads `usage.watermark` as a relay does. Not thread-safe.
public final class WatermarkReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Watermarks watermarks = new Watermarks();
    private int gatesAnnounced;

    public WatermarkReader(String bootstrapServers, int partition) {
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers, "isolation.level",
                "read_committed"), new StringDeserializer(), new ByteArrayDeserializer());
        TopicPartition of = new TopicPartition(Topics.USAGE_WATERMARK.name(), partition);
        consumer.assign(List.of(of));
        consumer.seekToBeginning(List.of(of));
    }

    /// Redis milliseconds, -1 when the journal is not known yet.
    public long of(JournalId journal) {
        consumer.poll(POLL).forEach(message -> {
            if (GateWaiting.isKey(message.key())) {
                gatesAnnounced++;
            } else if (message.value() != null) {
                watermarks.advance(SluiceJson.mapper().readValue(message.value(), Watermark.class));
            }
        });
        return watermarks.of(journal);
    }

    public int gatesAnnounced() {
        return gatesAnnounced;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
