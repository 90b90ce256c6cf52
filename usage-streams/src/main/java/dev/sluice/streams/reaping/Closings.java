package dev.sluice.streams.reaping;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.github.f4b6a3.uuid.UuidCreator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.account.JournalClosed;
import dev.sluice.contracts.account.UsageAbandoned;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.topics.RecordHeaders;
import dev.sluice.contracts.topics.Topics;

/// Writes the end of a journal into its partition: an `Abandoned` for each request it left open, then
/// `JournalClosed`. Without `pseq`: the numbers belong to the relay. Done twice it has no further effect.
final class Closings implements AutoCloseable {

    /// The relay that started the journal does not know; this one did not.
    private static final long LAST_PSEQ_UNKNOWN = -1;
    private static final String SOURCE = "usage-streams/reaper";

    private final KafkaProducer<String, byte[]> producer;
    private final InstantSource clock;

    Closings(String bootstrapServers, InstantSource clock) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrapServers);
        config.put("acks", "all");
        config.put("enable.idempotence", true);
        config.put("compression.type", "zstd");
        this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        this.clock = clock;
    }

    /// @return how many requests were abandoned
    int close(int partition, JournalId journal, OpenRequests requests) {
        int[] abandoned = {0};
        requests.of(journal, open -> {
            send(partition, open.reserved().userId().value(), abandoned(open));
            abandoned[0]++;
        });
        Instant now = clock.instant();
        send(partition, journal.value(), new JournalClosed(id(), journal, now, LAST_PSEQ_UNKNOWN, now,
                JournalClosed.By.REAPER));
        producer.flush();
        return abandoned[0];
    }

    /// Requests of journals that were closed before.
    void abandon(int partition, List<OpenRequests.Open> orphans) {
        orphans.forEach(open -> send(partition, open.reserved().userId().value(), abandoned(open)));
        producer.flush();
    }

    private UsageAbandoned abandoned(OpenRequests.Open open) {
        UsageReserved reserved = open.reserved();
        return new UsageAbandoned(id(), reserved.requestId(), reserved.userId(), reserved.keyId(), reserved.relayId(),
                clock.instant(), reserved.traceparent(), UsageAbandoned.Reason.RELAY_LOST, open.row().progress());
    }

    private void send(int partition, String key, AccountEvent event) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.ACCOUNT_EVENTS.name(), partition, key,
                AccountEventCodec.encode(event));
        header(record, RecordHeaders.SPEC_VERSION, "1.0");
        header(record, RecordHeaders.TYPE, AccountEventCodec.type(event));
        header(record, RecordHeaders.ID, event.eventId());
        header(record, RecordHeaders.SOURCE, SOURCE);
        header(record, RecordHeaders.TIME, event.at().toString());
        var _ = producer.send(record);
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String id() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }

    @Override
    public void close() {
        producer.close();
    }
}
