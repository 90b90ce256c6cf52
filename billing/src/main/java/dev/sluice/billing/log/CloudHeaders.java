package dev.sluice.billing.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.apache.kafka.clients.producer.ProducerRecord;

import dev.sluice.contracts.topics.RecordHeaders;

/// The headers of CloudEvents in binary mode, as every record of ours carries them.
public final class CloudHeaders {

    private static final String SOURCE = "/sluice/billing";
    private static final String SPEC_VERSION = "1.0";

    private CloudHeaders() {}

    public static ProducerRecord<String, byte[]> on(
            ProducerRecord<String, byte[]> record, String id, String type, Instant time) {
        add(record, RecordHeaders.SPEC_VERSION, SPEC_VERSION);
        add(record, RecordHeaders.ID, id);
        add(record, RecordHeaders.TYPE, type);
        add(record, RecordHeaders.SOURCE, SOURCE);
        add(record, RecordHeaders.TIME, time.toString());
        return record;
    }

    private static void add(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
