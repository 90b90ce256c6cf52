package dev.sluice.api.commands;

import java.time.Duration;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import dev.sluice.api.log.KafkaSettings;
import dev.sluice.api.log.TopicGate;
import dev.sluice.contracts.topics.Topics;

/// Appends records and returns once all replicas have them. Connects when the topics are there, so that nobody waits
/// for that.
@Component
class LogWriter implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final KafkaSettings settings;
    private final TopicGate gate;
    private @Nullable KafkaProducer<String, byte[]> producer;
    private volatile boolean running;

    LogWriter(KafkaSettings settings, TopicGate gate) {
        this.settings = settings;
        this.gate = gate;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("log-writer-start").start(this::connect);
    }

    private void connect() {
        try {
            if (gate.await()) {
                int partitions = producer().partitionsFor(Topics.IDENTITY_COMMANDS.name()).size();
                LOG.atDebug().addKeyValue("partitions", partitions).log("commands can be appended");
            }
        } catch (KafkaException away) {
            LOG.atDebug().log("the first command connects to Kafka");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Throws [LogAwayException] when Kafka does not take it in time. It may have taken it all the same.
    void append(ProducerRecord<String, byte[]> record) throws InterruptedException {
        try {
            producer().send(record).get();
        } catch (ExecutionException | KafkaException e) {
            throw new LogAwayException();
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Requests that are under way end before it stops.
    @Override
    public int getPhase() {
        return 0;
    }

    private synchronized KafkaProducer<String, byte[]> producer() {
        KafkaProducer<String, byte[]> connected = producer;
        if (connected == null) {
            connected = new KafkaProducer<>(settings.producer());
            producer = connected;
        }
        return connected;
    }
}
