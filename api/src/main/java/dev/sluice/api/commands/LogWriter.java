package dev.sluice.api.commands;

import java.time.Duration;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

import dev.sluice.api.log.KafkaSettings;

/// Appends records and returns once all replicas have them. Connects with the first one.
@Component
class LogWriter implements DisposableBean {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final KafkaSettings settings;
    private @Nullable KafkaProducer<String, byte[]> producer;

    LogWriter(KafkaSettings settings) {
        this.settings = settings;
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
    public synchronized void destroy() {
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
        }
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
