package dev.sluice.bench.streams;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.sluice.bench.platform.Account;
import dev.sluice.bench.platform.Backend;
import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.pricing.PriceBookJson;
import dev.sluice.contracts.topics.Partitions;
import dev.sluice.contracts.topics.RecordHeaders;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenUsage;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A relay's records, two for each request of the accounts in turn: reserved, and settled sixty-four requests
/// later. Through one journal, with all headers.
final class RelayEvents implements AutoCloseable {

    private static final String MODEL = "claude-sonnet-4-5";
    private static final String RAW_USAGE = "{\"input_tokens\":101,\"cache_creation_input_tokens\":1500,"
            + "\"cache_read_input_tokens\":30011,\"output_tokens\":347,\"service_tier\":\"standard\"}";
    private static final TokenUsage USED = new TokenUsage(101, 347, 30_011, 1_500, 0, 0, 0, 0);

    private final List<Account> accounts;
    private final KafkaProducer<String, byte[]> producer;
    private final String journal = JournalId.of(uuid()).value();
    private final long[] next = new long[Backend.PARTITIONS];
    private final PriceBookId prices = new PriceBookId(PriceBookJson.SHIPPED);

    RelayEvents(String kafka, List<Account> accounts) {
        this.accounts = accounts;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", 10, "compression.type", "zstd"),
                new StringSerializer(), new ByteArraySerializer());
    }

    /// Returns once Kafka has them all.
    void write(int requests) {
        RequestId[] open = new RequestId[accounts.size()];
        for (int i = 0; i < requests + accounts.size(); i++) {
            int turn = i % accounts.size();
            Account account = accounts.get(turn);
            if (open[turn] != null) {
                send(account, settled(account, open[turn]));
            }
            open[turn] = RequestId.of(uuid());
            if (i < requests) {
                send(account, reserved(account, open[turn]));
            }
        }
        producer.flush();
    }

    private UsageReserved reserved(Account account, RequestId request) {
        return new UsageReserved(id(), request, account.id(), account.key().keyId(), "relay-1", Instant.now(),
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", Instant.now(), Service.CLAUDE,
                "/v1/messages", MODEL, true, prices, TokenUsage.of(12_306, 2_048), NanoUsd.of(90_184_000), 14_354,
                account.key().keyId().value(), null, Map.of());
    }

    private UsageSettled settled(Account account, RequestId request) {
        return new UsageSettled(id(), request, account.id(), account.key().keyId(), "relay-1", Instant.now(),
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", USED, Basis.REPORTED, RAW_USAGE, MODEL,
                "standard", null, null, 0, "req_011CSHoEeqs5C35K2UUqR7Fy", "anthropic", 200, Outcome.OK, null, 412L,
                1_834);
    }

    private void send(Account account, AccountEvent event) {
        String user = account.id().value();
        int partition = Partitions.of(user, Backend.PARTITIONS);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.ACCOUNT_EVENTS.name(), partition, user,
                AccountEventCodec.encode(event));
        record.headers().add(RecordHeaders.SPEC_VERSION, "1.0".getBytes(UTF_8))
                .add(RecordHeaders.TYPE, AccountEventCodec.type(event).getBytes(UTF_8))
                .add(RecordHeaders.ID, event.eventId().getBytes(UTF_8))
                .add(RecordHeaders.SOURCE, "relay-1".getBytes(UTF_8))
                .add(RecordHeaders.TIME, event.at().toString().getBytes(UTF_8))
                .add(RecordHeaders.JOURNAL, journal.getBytes(UTF_8))
                .add(RecordHeaders.PSEQ, Long.toString(next[partition]++).getBytes(UTF_8));
        var _ = producer.send(record);
    }

    private static String id() {
        return uuid().toString();
    }

    /// Version 7: rows of requests stand in the order of their time.
    private static UUID uuid() {
        UUID random = UUID.randomUUID();
        long random12 = random.getMostSignificantBits() & 0xFFF;
        return new UUID(System.currentTimeMillis() << 16 | 0x7000 | random12, random.getLeastSignificantBits());
    }

    @Override
    public void close() {
        producer.close();
    }
}
