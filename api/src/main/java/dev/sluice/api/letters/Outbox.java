package dev.sluice.api.letters;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

import dev.sluice.api.directory.DirectoryFeed;
import dev.sluice.api.letters.Letters.Happened;
import dev.sluice.api.letters.Postman.Progress;
import dev.sluice.api.log.KafkaSettings;
import dev.sluice.api.log.TopicGate;
import dev.sluice.api.mail.MailServer;
import dev.sluice.contracts.identity.IdentityCodec;
import dev.sluice.contracts.topics.RecordHeaders;
import dev.sluice.contracts.topics.Topics;

/// Reads the events of identity as one of the instances that share them, and says how far it is only once
/// letters have left: what an instance did not get done when it ended, the next one does.
@Component
class Outbox implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final String GROUP = "sluice-letters";
    private static final int EVENTS_AT_ONCE_MAX = 100;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private final KafkaSettings kafka;
    private final TopicGate gate;
    private final DirectoryFeed directory;
    private final Postman postman;
    private final LetterMeters meters;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    Outbox(KafkaSettings kafka, TopicGate gate, DirectoryFeed directory, Letters letters, SentLetters sent,
            MailServer server, LetterMeters meters, InstantSource clock) {
        this.kafka = kafka;
        this.gate = gate;
        this.directory = directory;
        this.meters = meters;
        this.postman = new Postman(letters, sent, server, meters, clock);
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("outbox").start(this::run);
    }

    /// Waits for the letter under way: whoever takes over must not send it too.
    @Override
    public void stop() {
        running = false;
        stopped.countDown();
        Thread last = thread;
        try {
            if (last != null && !last.join(STOP_MAX)) {
                LOG.atWarn().log("the outbox did not stop in time: a letter may come twice");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// After the directory, which it reads, and stopped before it.
    @Override
    public int getPhase() {
        return 3;
    }

    private void run() {
        try {
            while (running && !(gate.isOpen() && directory.isReady())) {
                pause();
            }
            while (running) {
                try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                        kafka.sharing(GROUP, EVENTS_AT_ONCE_MAX))) {
                    follow(consumer);
                } catch (KafkaException e) {
                    LOG.atWarn().addKeyValue("error", e.toString()).log("the outbox lost Kafka and begins anew");
                    pause();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) throws InterruptedException {
        meters.beginAnew();
        consumer.subscribe(List.of(Topics.IDENTITY_EVENTS.name()));
        while (running) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            boolean done = true;
            for (TopicPartition partition : records.partitions()) {
                done &= deliver(consumer, partition, records.records(partition));
            }
            if (!done) {
                pause();
            }
        }
    }

    /// False when something has to be tried again: the partition goes on from there.
    private boolean deliver(KafkaConsumer<String, byte[]> consumer, TopicPartition partition,
            List<ConsumerRecord<String, byte[]>> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            meters.at(partition.partition(), Instant.ofEpochMilli(record.timestamp()));
            switch (progress(record)) {
                case NOTHING -> {
                }
                case DONE -> consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
                case AGAIN -> {
                    consumer.seek(partition, record.offset());
                    return false;
                }
            }
        }
        meters.done(partition.partition());
        consumer.commitAsync(Map.of(partition, new OffsetAndMetadata(records.getLast().offset() + 1)), null);
        return true;
    }

    private Progress progress(ConsumerRecord<String, byte[]> record) {
        return running ? happened(record).map(postman::deliver).orElse(Progress.NOTHING) : Progress.AGAIN;
    }

    private static Optional<Happened> happened(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(new Happened(IdentityCodec.event(header(record, RecordHeaders.TYPE), record.value()),
                    header(record, RecordHeaders.ID), Instant.ofEpochMilli(record.timestamp())));
        } catch (JacksonException | IllegalArgumentException e) {
            LOG.atWarn().addKeyValue("partition", record.partition()).addKeyValue("offset", record.offset())
                    .addKeyValue("error", e.getClass().getSimpleName()).log("event cannot be read: no letter");
            return Optional.empty();
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalArgumentException("header " + name + " is missing");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private void pause() throws InterruptedException {
        boolean _ = stopped.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
}
