package dev.sluice.quickstart.journeys;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import dev.sluice.contracts.topics.Topics;
import dev.sluice.quickstart.platform.LocalPlatform;

/// Sees commands of identity the moment they are appended, from when it was opened.
final class CommandLog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration APPENDED_MAX = Duration.ofSeconds(30);

    private final KafkaConsumer<String, byte[]> consumer;

    CommandLog(LocalPlatform platform) {
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", "localhost:" + platform.ports().kafka(), "fetch.max.wait.ms", 50),
                new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> commands = List.of(new TopicPartition(Topics.IDENTITY_COMMANDS.name(), 0));
        consumer.assign(commands);
        consumer.seekToEnd(commands);
        commands.forEach(consumer::position);
    }

    void awaitAppended() {
        long deadline = System.nanoTime() + APPENDED_MAX.toNanos();
        while (consumer.poll(POLL).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no command was appended within " + APPENDED_MAX);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
