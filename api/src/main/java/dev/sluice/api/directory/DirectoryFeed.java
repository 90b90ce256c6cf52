package dev.sluice.api.directory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

import dev.sluice.api.log.KafkaSettings;
import dev.sluice.api.log.TopicGate;
import dev.sluice.contracts.identity.IdentityResult;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;

/// Reads the views from their beginning and the answers from now on, for ever. After a failure it begins
/// anew: views are absolute, so reading them again is harmless.
@Component
public class DirectoryFeed implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryFeed.class);
    private static final List<TopicSpec> VIEWS = List.of(Topics.IDENTITY_PII_KEYS, Topics.IDENTITY_USERS,
            Topics.IDENTITY_KEYS, Topics.IDENTITY_EMAILS, Topics.IDENTITY_SESSIONS, Topics.IDENTITY_SIGN_INS);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long RETRY_SECONDS = 1;

    private final KafkaSettings kafka;
    private final TopicGate gate;
    private final Directory directory;
    private final Progress progress;
    private final Answered answers;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean ready;
    private volatile boolean running;

    DirectoryFeed(KafkaSettings kafka, TopicGate gate, Directory directory, Progress progress, Answered answers) {
        this.kafka = kafka;
        this.gate = gate;
        this.directory = directory;
        this.progress = progress;
        this.answers = answers;
    }

    /// Whether everything that was in the log when reading began can be read here.
    public boolean isReady() {
        return ready;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().daemon().name("directory-feed").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 2;
    }

    private void run() {
        try {
            if (!gate.await()) {
                return;
            }
            while (running) {
                try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka.consumer())) {
                    follow(consumer);
                } catch (KafkaException e) {
                    LOG.atWarn().addKeyValue("error", e.toString()).log("the directory lost Kafka and begins anew");
                    stopped.await(RETRY_SECONDS, TimeUnit.SECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> views = VIEWS.stream().flatMap(topic -> partitions(topic).stream()).toList();
        List<TopicPartition> results = partitions(Topics.IDENTITY_RESULTS);
        List<TopicPartition> all = new ArrayList<>(views);
        all.addAll(results);
        consumer.assign(all);
        consumer.seekToBeginning(views);
        consumer.seekToEnd(results);
        results.forEach(consumer::position);
        Map<TopicPartition, Long> ends = consumer.endOffsets(views);
        while (running) {
            apply(consumer.poll(POLL));
            if (!ready && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                ready = true;
                progress.announce();
            }
        }
    }

    private void apply(ConsumerRecords<String, byte[]> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                apply(record);
            } catch (JacksonException | IllegalArgumentException e) {
                LOG.atError().addKeyValue("topic", record.topic()).addKeyValue("partition", record.partition())
                        .addKeyValue("offset", record.offset()).log("a view cannot be read and is left out");
            }
            progress.applied(record.topic() + "/" + record.partition(), record.offset());
        }
        if (!records.isEmpty()) {
            progress.announce();
        }
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        if (!record.topic().equals(Topics.IDENTITY_RESULTS.name())) {
            directory.apply(record);
        } else if (record.value() != null) {
            answers.answered(SluiceJson.mapper().readValue(record.value(), IdentityResult.class));
        }
    }

    private List<TopicPartition> partitions(TopicSpec topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < topic.partitions(kafka.deployment()); i++) {
            partitions.add(new TopicPartition(topic.name(), i));
        }
        return partitions;
    }
}
