package dev.sluice.relay.keys;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.relay.readiness.Precondition;

/// Reads compacted topics from their beginning on a thread of its own and follows them for ever. It is
/// complete once everything that stood in them at the start was read; an outage afterwards only lets it lag.
public final class TopicReplica implements Precondition {

    /// What to do with a record. Called on the replica's thread, in order per partition; what it throws is
    /// logged and the record skipped.
    @FunctionalInterface
    public interface Taker {
        void take(ConsumerRecord<String, byte[]> found);
    }

    private static final Logger log = LoggerFactory.getLogger(TopicReplica.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration AGAIN_AFTER = Duration.ofMillis(500);

    private final String name;
    private final Map<String, Taker> topics;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private volatile boolean running;
    private volatile boolean complete;
    private volatile String waitsFor;
    private volatile long lag;
    private Thread thread = Thread.ofPlatform().unstarted(this::run);

    /// `topics` by name. `consumers` makes consumers without a group, with bounded timeouts.
    public TopicReplica(String name, Map<String, Taker> topics, Supplier<Consumer<String, byte[]>> consumers) {
        this.name = name;
        this.topics = Map.copyOf(topics);
        this.consumers = consumers;
        this.waitsFor = "the topics " + this.topics.keySet();
    }

    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("replica-" + name).daemon().start(this::run);
    }

    /// The thread ends with its present poll.
    public void stop() {
        running = false;
        LockSupport.unpark(thread);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isMet() {
        return complete;
    }

    @Override
    public String waitsFor() {
        return complete ? "" : waitsFor;
    }

    /// Records that are in the topics and not read yet, as far as the last answers told.
    public long lag() {
        return lag;
    }

    private void run() {
        while (running) {
            try (Consumer<String, byte[]> consumer = consumers.get()) {
                follow(consumer);
            } catch (KafkaException away) {
                waitsFor = "Kafka: " + away.getMessage();
                LockSupport.parkNanos(this, AGAIN_AFTER.toNanos());
            }
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : topics.keySet()) {
            all.addAll(partitions(consumer, topic));
        }
        consumer.assign(all);
        consumer.seekToBeginning(all);
        Map<TopicPartition, Long> missing = new HashMap<>(consumer.endOffsets(all));
        waitsFor = "the end of " + topics.keySet();
        while (running) {
            consumer.poll(POLL).forEach(this::take);
            lag = all.stream().mapToLong(partition -> consumer.currentLag(partition).orElse(0)).sum();
            if (!complete) {
                missing.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                complete = missing.isEmpty();
            }
        }
    }

    private static List<TopicPartition> partitions(Consumer<String, byte[]> consumer, String topic) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        if (partitions == null || partitions.isEmpty()) {
            throw new KafkaException("the topic " + topic + " does not exist yet");
        }
        return partitions.stream().map(one -> new TopicPartition(topic, one.partition())).toList();
    }

    private void take(ConsumerRecord<String, byte[]> found) {
        Taker taker = topics.get(found.topic());
        if (taker == null || found.key() == null) {
            return;
        }
        try {
            taker.take(found);
        } catch (RuntimeException unreadable) {
            log.atError().addKeyValue("topic", found.topic()).addKeyValue("partition", found.partition())
                    .addKeyValue("offset", found.offset()).addKeyValue("failure", unreadable.getClass().getName())
                    .log("record cannot be read: skipped");
        }
    }
}
