package dev.sluice.streams.watching;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.InstantText;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.rated.UsageAlert;
import dev.sluice.contracts.topics.RecordHeaders;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.accounts.money.TransactionIds;

/// Tells the readers of `usage.alerts` about an account that Redis has otherwise than the log. The counter of
/// violations stands, whether an alert could be written or not.
final class DriftAlerts implements AutoCloseable {

    private static final int WAIT_MILLIS_MAX = 1_000;
    private static final String TYPE = "dev.sluice.usage.UsageAlert";

    private final Logger log = LoggerFactory.getLogger(DriftAlerts.class);
    private final InstantSource clock;
    private final KafkaProducer<String, byte[]> producer;

    DriftAlerts(String kafka, InstantSource clock) {
        this.clock = clock;
        this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka, "acks", "all", "max.block.ms",
                WAIT_MILLIS_MAX), new StringSerializer(), new ByteArraySerializer());
    }

    /// What differs is the same alert however often it is found.
    void tell(int partition, UserId user, String sentence) {
        Instant now = clock.instant();
        String id = TransactionIds.of(sentence, "alert " + UsageAlert.Kind.DRIFT, 0);
        UsageAlert alert = new UsageAlert(id, user, now, UsageAlert.Kind.DRIFT, null, sentence, null);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.USAGE_ALERTS.name(), partition,
                user.value(), SluiceJson.mapper().writeValueAsBytes(alert));
        header(record, RecordHeaders.SPEC_VERSION, "1.0");
        header(record, RecordHeaders.TYPE, TYPE);
        header(record, RecordHeaders.ID, id);
        header(record, RecordHeaders.SOURCE, "usage-streams");
        header(record, RecordHeaders.TIME, InstantText.of(now));
        var _ = producer.send(record, (_, failure) -> {
            if (failure != null) {
                log.atWarn().addKeyValue("alertId", id).addKeyValue("cause", failure.toString())
                        .log("an alert about drift could not be written");
            }
        });
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close();
    }
}
