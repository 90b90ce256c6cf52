package dev.sluice.billing.log;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.topics.Topics;

/// Appends with the CloudEvents headers of binary mode. Waiting is bounded by the producer's delivery
/// timeout.
final class KafkaAccountLog implements AccountLog {

    private final Producer<String, byte[]> producer;

    KafkaAccountLog(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    @Override
    public void append(List<? extends AccountEvent.OfUser> events) {
        try {
            List<Future<RecordMetadata>> sent = events.stream().map(event -> producer.send(record(event))).toList();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException | KafkaException e) {
            throw new LogUnavailable("account.events: not acknowledged", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailable("account.events: interrupted while waiting", e);
        }
    }

    static ProducerRecord<String, byte[]> record(AccountEvent.OfUser event) {
        return CloudHeaders.on(
                new ProducerRecord<>(Topics.ACCOUNT_EVENTS.name(), event.userId().value(),
                        AccountEventCodec.encode(event)),
                event.eventId(), AccountEventCodec.type(event), event.at());
    }
}
