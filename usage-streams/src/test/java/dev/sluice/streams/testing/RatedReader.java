package dev.sluice.streams.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.topics.Topics;

import static org.awaitility.Awaitility.await;

/// Reads `usage.rated` as an analyst does: committed records, every one of them. Not thread-safe.
public final class RatedReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration COMES_WITHIN = Duration.ofSeconds(90);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<RatedUsage> records = new ArrayList<>();

    public RatedReader(String bootstrapServers, int partitions) {
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers, "isolation.level",
                "read_committed"), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(Topics.USAGE_RATED.name(), partition)).toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /// Waits until there are so many; more come to light too.
    public void awaitRecords(int count) {
        await().atMost(COMES_WITHIN).pollInSameThread().until(() -> {
            consumer.poll(POLL).forEach(message -> records
                    .add(SluiceJson.mapper().readValue(message.value(), RatedUsage.class)));
            return records.size() >= count;
        });
    }

    public List<RequestId> requests() {
        return records.stream().map(RatedUsage::requestId).toList();
    }

    public NanoUsd charged() {
        return records.stream().map(RatedUsage::chargeNanoUsd).reduce(NanoUsd.ZERO, NanoUsd::plus);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
