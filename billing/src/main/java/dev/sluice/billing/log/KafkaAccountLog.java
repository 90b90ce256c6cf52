package dev.sluice.billing.log;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.topics.RecordHeaders;
import dev.sluice.contracts.topics.Topics;

/// Appends with the CloudEvents headers of binary mode. Waiting is bounded by the producer's
/// delivery timeout.
final class KafkaAccountLog implements AccountLog {

    private static final String SOURCE = "/sluice/billing";

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

    private static ProducerRecord<String, byte[]> record(AccountEvent.OfUser event) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.ACCOUNT_EVENTS.name(),
                event.userId().value(), AccountEventCodec.encode(event));
        header(record, RecordHeaders.SPEC_VERSION, "1.0");
        header(record, RecordHeaders.ID, event.eventId());
        header(record, RecordHeaders.TYPE, AccountEventCodec.type(event));
        header(record, RecordHeaders.SOURCE, SOURCE);
        header(record, RecordHeaders.TIME, event.at().toString());
        return record;
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
