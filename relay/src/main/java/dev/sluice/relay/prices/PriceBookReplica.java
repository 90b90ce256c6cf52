package dev.sluice.relay.prices;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PriceBookJson;
import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.relay.exchange.PriceList;
import dev.sluice.relay.readiness.Precondition;

/// Reads the topic of price books from its beginning on a thread of its own and follows it; after an outage
/// it begins again. A version that cannot be read is not used and logged: the one before it stays in force.
public final class PriceBookReplica implements PriceList, Precondition {

    private static final Logger LOG = LoggerFactory.getLogger(PriceBookReplica.class);
    private static final String TOPIC = Topics.PRICEBOOK.name();
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    private final Supplier<Consumer<String, byte[]>> consumers;
    private volatile PriceBooks books = PriceBooks.NONE;
    private volatile boolean complete;
    private volatile boolean running;
    private volatile String waitsFor = "the topic " + TOPIC;
    private Thread thread = Thread.ofPlatform().unstarted(this::run);

    /// `consumers` makes consumers without a group, with bounded timeouts.
    public PriceBookReplica(Supplier<Consumer<String, byte[]>> consumers) {
        this.consumers = consumers;
    }

    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("price-books").daemon().start(this::run);
    }

    public void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public Optional<PriceBook> inForce(Instant at) {
        return books.effectiveAt(at);
    }

    @Override
    public String name() {
        return "prices";
    }

    @Override
    public boolean isMet() {
        return complete;
    }

    @Override
    public String waitsFor() {
        return complete ? "" : waitsFor;
    }

    private void run() {
        while (running) {
            try (Consumer<String, byte[]> consumer = consumers.get()) {
                follow(consumer);
            } catch (InterruptException stopped) {
                return;
            } catch (KafkaException away) {
                waitsFor = "Kafka: " + away.getMessage();
                pause();
            }
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        List<PartitionInfo> partitions = consumer.partitionsFor(TOPIC);
        if (partitions.isEmpty()) {
            throw new KafkaException("the topic " + TOPIC + " does not exist yet");
        }
        List<TopicPartition> all = partitions.stream().map(one -> new TopicPartition(TOPIC, one.partition())).toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        while (running) {
            consumer.poll(POLL).forEach(this::take);
            boolean reached = ends.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            complete = complete || reached && !books.equals(PriceBooks.NONE);
            waitsFor = "a first price book";
        }
    }

    private void take(ConsumerRecord<String, byte[]> found) {
        byte[] json = found.value();
        if (json == null) {
            LOG.atError().addKeyValue("priceBook", found.key()).log("tombstone of a price book ignored");
            return;
        }
        try {
            books = books.with(PriceBookJson.read(json));
        } catch (JacksonException | IllegalArgumentException unreadable) {
            LOG.atError().addKeyValue("priceBook", found.key()).log("price book cannot be read");
        }
    }

    private void pause() {
        try {
            Thread.currentThread().join(AGAIN_AFTER);
        } catch (InterruptedException stopped) {
            running = false;
        }
    }
}
