package dev.sluice.relay.journal.forwarding;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.apache.kafka.clients.producer.ProducerRecord;

import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.account.JournalMark;
import dev.sluice.contracts.topics.RecordHeaders;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.relay.journal.Journal;
import dev.sluice.relay.journal.JournalEnd;
import dev.sluice.relay.journal.segment.JournalRecord;

/// How a record of the journal looks in Kafka: CloudEvents binary mode, journal and pseq as headers.
final class RecordShape {

    private static final byte[] SPEC_VERSION = ascii("1.0");

    private final Journal journal;
    private final byte[] journalText;
    private final byte[] source;

    RecordShape(Journal journal, String relayId) {
        this.journal = journal;
        this.journalText = ascii(journal.id().value());
        this.source = ascii("/relay/" + relayId);
    }

    ProducerRecord<String, byte[]> message(JournalRecord record) {
        return shaped(Topics.ACCOUNT_EVENTS.name(), record, record.type(), record.eventId(), record.json());
    }

    /// Takes the number of a record that Kafka refuses.
    ProducerRecord<String, byte[]> stub(JournalRecord record) {
        JournalMark stub = JournalEnd.stub(journal, record.eventId(), Instant.ofEpochMilli(record.atMillis()));
        return shaped(Topics.ACCOUNT_EVENTS.name(), record, AccountEventCodec.type(stub), record.eventId(),
                AccountEventCodec.encode(stub));
    }

    /// The refused record for the dead letters, with its own headers.
    ProducerRecord<String, byte[]> deadLetter(JournalRecord record) {
        return shaped(Topics.DLQ_ACCOUNT_EVENTS.name(), record, record.type(), record.eventId(), record.json());
    }

    private ProducerRecord<String, byte[]> shaped(String topic, JournalRecord record, String type, String eventId,
            byte[] json) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, record.partition(), record.key(), json);
        message.headers()
                .add(RecordHeaders.ID, ascii(eventId))
                .add(RecordHeaders.TYPE, ascii(type))
                .add(RecordHeaders.SOURCE, source)
                .add(RecordHeaders.TIME, ascii(Instant.ofEpochMilli(record.atMillis()).toString()))
                .add(RecordHeaders.SPEC_VERSION, SPEC_VERSION)
                .add(RecordHeaders.JOURNAL, journalText)
                .add(RecordHeaders.PSEQ, ascii(Long.toString(record.pseq())));
        return message;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
