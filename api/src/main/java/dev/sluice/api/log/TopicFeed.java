package dev.sluice.api.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import dev.sluice.contracts.topics.TopicSpec;

/// Reads topics for ever on a thread of its own, once they are there. After a failure of Kafka it begins anew, so that
/// to take a record twice must be harmless.
public abstract class TopicFeed implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long RETRY_SECONDS = 1;
    private static final int AFTER_THE_GATE = 2;

    private final KafkaSettings kafka;
    private final TopicGate gate;
    private final String name;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;

    /// `name` is the thread's, and part of what Kafka knows the consumer by.
    protected TopicFeed(KafkaSettings kafka, TopicGate gate, String name) {
        this.kafka = kafka;
        this.gate = gate;
        this.name = name;
    }

    /// Assigns what is to be read, and from where.
    protected abstract void begin(KafkaConsumer<String, byte[]> consumer);

    /// Takes what was read, which may be nothing. Called on the feed's thread.
    protected abstract void take(KafkaConsumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> records);

    /// All partitions of a topic.
    protected final List<TopicPartition> partitions(TopicSpec topic) {
        return IntStream.range(0, topic.partitions(kafka.deployment()))
                .mapToObj(partition -> new TopicPartition(topic.name(), partition)).toList();
    }

    @Override
    public final void start() {
        running = true;
        Thread.ofPlatform().daemon().name(name + "-feed").start(this::run);
    }

    @Override
    public final void stop() {
        running = false;
        stopped.countDown();
    }

    @Override
    public final boolean isRunning() {
        return running;
    }

    @Override
    public final int getPhase() {
        return AFTER_THE_GATE;
    }

    private void run() {
        try {
            if (!gate.await()) {
                return;
            }
            while (running) {
                try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka.consumer(name))) {
                    begin(consumer);
                    while (running) {
                        take(consumer, consumer.poll(POLL));
                    }
                } catch (KafkaException e) {
                    LOG.atWarn().addKeyValue("feed", name).addKeyValue("error", e.toString())
                            .log("a feed lost Kafka and begins anew");
                    stopped.await(RETRY_SECONDS, TimeUnit.SECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
