package dev.sluice.api.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
import dev.sluice.contracts.audit.AuditEntry;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.topics.Topics;

/// Reads `audit` from as far back as is kept, for ever. After a failure it begins anew: an entry that is read
/// twice is one entry.
@Component
class AuditFeed implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AuditFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long RETRY_SECONDS = 1;

    private final KafkaSettings kafka;
    private final TopicGate gate;
    private final AuditLog audit;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;

    AuditFeed(KafkaSettings kafka, TopicGate gate, AuditLog audit) {
        this.kafka = kafka;
        this.gate = gate;
        this.audit = audit;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().daemon().name("audit-feed").start(this::run);
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
                try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings())) {
                    follow(consumer);
                } catch (KafkaException e) {
                    LOG.atWarn().addKeyValue("error", e.toString()).log("the audit lost Kafka and begins anew");
                    stopped.await(RETRY_SECONDS, TimeUnit.SECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = kafka.consumer();
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "sluice-api-audit");
        return settings;
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < Topics.AUDIT.partitions(kafka.deployment()); i++) {
            partitions.add(new TopicPartition(Topics.AUDIT.name(), i));
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        consumer.endOffsets(partitions).forEach((partition, end) -> consumer.seek(partition,
                Math.max(begins.getOrDefault(partition, 0L), end - AuditLog.KEPT_MAX)));
        while (running) {
            consumer.poll(POLL).forEach(this::add);
        }
    }

    private void add(ConsumerRecord<String, byte[]> record) {
        try {
            audit.add(SluiceJson.mapper().readValue(record.value(), AuditEntry.class));
        } catch (JacksonException e) {
            LOG.atError().addKeyValue("partition", record.partition()).addKeyValue("offset", record.offset())
                    .log("an entry of audit cannot be read and is left out");
        }
    }
}
