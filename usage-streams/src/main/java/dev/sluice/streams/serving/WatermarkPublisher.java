package dev.sluice.streams.serving;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.journal.GateWaiting;
import dev.sluice.contracts.journal.Watermark;
import dev.sluice.contracts.journal.Watermarks;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.topics.Topics;

/// The one writer of a partition of `usage.watermark`: its transactional id fences the writer before it.
final class WatermarkPublisher implements AutoCloseable {

    private static final int TRANSACTION_MILLIS_MAX = 5_000;

    private final int partition;
    private final KafkaProducer<String, byte[]> producer;
    /// What was published, by this writer or, before it, by others.
    private final Watermarks published;

    WatermarkPublisher(String bootstrapServers, int partition, Watermarks published) {
        this.partition = partition;
        this.published = published;
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrapServers);
        config.put("transactional.id", "sluice-materialiser-" + partition);
        config.put("transaction.timeout.ms", TRANSACTION_MILLIS_MAX);
        config.put("acks", "all");
        config.put("linger.ms", 0);
        producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    Watermarks published() {
        return published;
    }

    /// Publishes those that are news. Throws `KafkaException` when this writer is no longer the one.
    void publish(List<Watermark> watermarks) {
        List<Watermark> news = watermarks.stream()
                .filter(watermark -> watermark.millis() > published.of(watermark.journal())).toList();
        if (!news.isEmpty()) {
            producer.beginTransaction();
            news.forEach(watermark -> send(watermark.topicKey(partition), SluiceJson.mapper()
                    .writeValueAsBytes(watermark)));
            producer.commitTransaction();
            news.forEach(published::advance);
        }
    }

    void announce(GateWaiting gate) {
        producer.beginTransaction();
        send(GateWaiting.topicKey(partition), SluiceJson.mapper().writeValueAsBytes(gate));
        producer.commitTransaction();
    }

    /// The journal was closed so long ago that nobody waits for it.
    void forget(JournalId journal) {
        producer.beginTransaction();
        var _ = producer
                .send(new ProducerRecord<>(Topics.USAGE_WATERMARK.name(), partition, partition + "/" + journal, null));
        producer.commitTransaction();
        published.forget(journal);
    }

    private void send(String key, byte[] value) {
        var _ = producer.send(new ProducerRecord<>(Topics.USAGE_WATERMARK.name(), partition, key, value));
    }

    @Override
    public void close() {
        producer.close();
    }
}
