package dev.sluice.streams.testing;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import dev.sluice.streams.reading.LogOffsets;
import dev.sluice.streams.reading.PartitionReader;

/// Topics as somebody sees and alters them who may do anything.
public final class StoredTopics implements AutoCloseable {

    private final String bootstrapServers;
    private final LogOffsets offsets;
    private final KafkaProducer<String, byte[]> producer;

    public StoredTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.offsets = new LogOffsets(bootstrapServers);
        this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(), new ByteArraySerializer());
    }

    /// Key → newest value.
    public Map<String, byte[]> newest(String topic, int partition) {
        Map<String, byte[]> newest = new HashMap<>();
        TopicPartition of = new TopicPartition(topic, partition);
        try (PartitionReader reader = PartitionReader.fromStart(bootstrapServers, of, end(of))) {
            reader.forEach(message -> put(newest, message));
        }
        return newest;
    }

    private static void put(Map<String, byte[]> newest, ConsumerRecord<byte[], byte[]> message) {
        String key = new String(message.key(), StandardCharsets.UTF_8);
        if (message.value() == null) {
            newest.remove(key);
        } else {
            newest.put(key, message.value());
        }
    }

    public long end(TopicPartition partition) {
        return offsets.ends(List.of(partition)).getOrDefault(partition, 0L);
    }

    public void append(String topic, int partition, String key, byte @Nullable [] value) {
        var _ = producer.send(new ProducerRecord<>(topic, partition, key, value));
        producer.flush();
    }

    /// Takes away everything before the offset.
    public void cutOff(String topic, int partition, long before) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before)))
                    .all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        offsets.close();
    }
}
