package dev.sluice.billing.log;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.audit.AuditEntry;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.topics.Topics;

/// One transaction after the other: operators are few. Whatever a send comes to, the commit says. A producer that failed is thrown away, and whatever it
/// left open ends by the transaction's timeout.
final class KafkaOperatorLog implements OperatorLog, AutoCloseable {

    private static final String AUDIT_TYPE = "dev.sluice.audit.AuditEntry";

    private final KafkaClients kafka;
    private @Nullable Producer<String, byte[]> producer;

    KafkaOperatorLog(KafkaClients kafka) {
        this.kafka = kafka;
    }

    @Override
    public synchronized void append(AccountEvent.OfUser event, AuditEntry entry) {
        try {
            Producer<String, byte[]> connected = connected();
            connected.beginTransaction();
            var _ = connected.send(KafkaAccountLog.record(event));
            var _ = connected.send(record(entry));
            connected.commitTransaction();
        } catch (KafkaException e) {
            close();
            throw new LogUnavailable("account.events and audit: " + AccountEventCodec.type(event) + " not committed",
                    e);
        }
    }

    @Override
    public synchronized void close() {
        Producer<String, byte[]> last = producer;
        producer = null;
        if (last != null) {
            last.close(KafkaClients.CLOSE_MAX);
        }
    }

    private Producer<String, byte[]> connected() {
        Producer<String, byte[]> known = producer;
        if (known == null) {
            known = kafka.transactionalProducer();
            producer = known;
            known.initTransactions();
        }
        return known;
    }

    private static ProducerRecord<String, byte[]> record(AuditEntry entry) {
        return CloudHeaders.on(
                new ProducerRecord<>(Topics.AUDIT.name(), entry.actor(),
                        SluiceJson.mapper().writeValueAsBytes(entry)),
                entry.id(), AUDIT_TYPE, entry.at());
    }
}
