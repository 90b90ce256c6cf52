package dev.sluice.streams.deciding;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PriceBookJson;
import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.running.Part;

/// All versions of the price book, as the topic has them. Complete once it has been read to the end it had
/// when the reading began; it follows the topic from then on.
public final class PriceBookReplica implements Part {

    static final Duration WAIT_MAX = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final TopicPartition PRICES = new TopicPartition(Topics.PRICEBOOK.name(), 0);

    private final Logger log = LoggerFactory.getLogger(PriceBookReplica.class);
    private final String bootstrapServers;
    private final Object arrival = new Object();
    private final AtomicReference<@Nullable Reading> reading = new AtomicReference<>();
    private volatile PriceBooks books = PriceBooks.NONE;
    private volatile boolean complete;

    public PriceBookReplica(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    @Override
    public String name() {
        return "price books";
    }

    @Override
    public void tend() {
        Reading running = reading.get();
        if (running == null || !running.thread().isAlive()) {
            KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed",
                            "auto.offset.reset", "earliest", "enable.auto.commit", false),
                    new StringDeserializer(), new ByteArrayDeserializer());
            reading.set(new Reading(consumer, Thread.ofPlatform().name("price-books").start(() -> read(consumer))));
        }
    }

    private record Reading(KafkaConsumer<String, byte[]> consumer, Thread thread) {}

    private void read(KafkaConsumer<String, byte[]> consumer) {
        try (consumer) {
            consumer.assign(List.of(PRICES));
            consumer.seekToBeginning(List.of(PRICES));
            long end = consumer.endOffsets(List.of(PRICES)).getOrDefault(PRICES, 0L);
            while (!Thread.currentThread().isInterrupted()) {
                complete = complete || consumer.position(PRICES) >= end;
                consumer.poll(POLL).forEach(this::add);
            }
        } catch (WakeupException stopped) {
            log.atDebug().log("price books are no longer followed");
        } catch (KafkaException failure) {
            log.atWarn().addKeyValue("cause", failure.toString()).log("price books are read again from the start");
        }
    }

    private void add(ConsumerRecord<String, byte[]> message) {
        try {
            learn(PriceBookJson.read(message.value()));
        } catch (JacksonException | IllegalArgumentException unreadable) {
            log.atError().addKeyValue("priceBook", message.key()).addKeyValue("cause", unreadable.getMessage())
                    .log("price book is unreadable");
        }
    }

    void learn(PriceBook book) {
        synchronized (arrival) {
            books = books.with(book);
            arrival.notifyAll();
        }
    }

    public PriceBooks books() {
        return books;
    }

    public boolean isComplete() {
        return complete;
    }

    /// Returns when the version is there; throws when it does not come within `WAIT_MAX`.
    void await(PriceBookId id) {
        long deadline = System.nanoTime() + WAIT_MAX.toNanos();
        synchronized (arrival) {
            while (books.find(id).isEmpty()) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    throw new PriceBookMissing(id);
                }
                await(millis);
            }
        }
    }

    private void await(long millis) {
        try {
            arrival.wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for a price book", e);
        }
    }

    @Override
    public void stop() {
        Reading running = reading.getAndSet(null);
        if (running != null) {
            running.consumer().wakeup();
        }
    }

    @Override
    public Optional<String> waitsFor() {
        return complete ? Optional.empty() : Optional.of("the topic " + Topics.PRICEBOOK.name());
    }
}
