package dev.sluice.streams.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.account.JournalClosed;
import dev.sluice.contracts.account.JournalMark;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PriceBookJson;
import dev.sluice.contracts.topics.Partitions;
import dev.sluice.contracts.topics.RecordHeaders;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenUsage;

/// What a relay writes: usage events with journal and dense `pseq` per partition, and marks. Each request
/// asks for
/// 1,000 input tokens and settles 1,000 in and 100 out.
public final class RelaySide implements AutoCloseable {

    public static final String MODEL = "claude-sonnet-4-5";
    public static final KeyId KEY = KeyId.of(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0003L));

    private final PriceBook book = PriceBookJson.shipped();
    private final KafkaProducer<String, byte[]> producer;
    private final int partitions;
    private final JournalId journal = JournalId.of(UuidCreator.getTimeOrderedEpoch());
    private final Map<Integer, Long> next = new HashMap<>();

    public RelaySide(String bootstrapServers, int partitions) {
        this.partitions = partitions;
        this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms",
                0), new StringSerializer(), new ByteArraySerializer());
    }

    public JournalId journal() {
        return journal;
    }

    public static UserId newUser() {
        return UserId.of(UuidCreator.getTimeOrderedEpoch());
    }

    public static RequestId newRequest() {
        return RequestId.of(UuidCreator.getTimeOrderedEpoch());
    }

    public void publishPrices() {
        var _ = producer
                .send(new ProducerRecord<>(Topics.PRICEBOOK.name(), book.id().value(), PriceBookJson.write(book)));
    }

    public void grant(UserId user, NanoUsd amount) {
        GrantId grant = GrantId.of(UuidCreator.getTimeOrderedEpoch());
        CreditGranted event = new CreditGranted(id(), user, Instant.now(), grant, CreditGranted.Kind.PAID, amount,
                null, 0, CreditGranted.Scope.EVERYTHING, "test", "test");
        send(Partitions.of(user.value(), partitions), user.value(), event, null);
    }

    public void reserve(UserId user, RequestId request) {
        append(user, new UsageReserved(id(), request, user, KEY, "relay-1", Instant.now(), null, Instant.now(),
                Service.CLAUDE, "/v1/messages", MODEL, true, book.id(), TokenUsage.of(1_000, 0),
                NanoUsd.of(30_000_000), 3_048, null, null, Map.of()));
    }

    public void settle(UserId user, RequestId request) {
        append(user, settled(user, request));
    }

    public UsageSettled settled(UserId user, RequestId request) {
        return new UsageSettled(id(), request, user, KEY, "relay-1", Instant.now(), null,
                new TokenUsage(1_000, 100, 0, 0, 0, 0, 0, 0), Basis.REPORTED, "{}", MODEL, null, null, null, 0,
                null, "anthropic", 200, Outcome.OK, null, 50L, 400L);
    }

    /// Everything that was reserved before now is in the log.
    public void mark(int partition, Instant reservedBefore) {
        send(partition, journal.value(), new JournalMark(id(), journal, "relay-1", Instant.now(), reservedBefore),
                next(partition));
    }

    public void close(int partition) {
        long pseq = next(partition);
        send(partition, journal.value(), new JournalClosed(id(), journal, Instant.now(), pseq, Instant.now(),
                JournalClosed.By.RELAY), pseq);
    }

    private void append(UserId user, AccountEvent event) {
        int partition = Partitions.of(user.value(), partitions);
        send(partition, user.value(), event, next(partition));
    }

    /// The same record once more, as after an answer that got lost.
    public void repeatLast(UserId user, AccountEvent event) {
        int partition = Partitions.of(user.value(), partitions);
        send(partition, user.value(), event, next.getOrDefault(partition, 0L) - 1);
    }

    private long next(int partition) {
        return next.merge(partition, 1L, Long::sum) - 1;
    }

    public void send(int partition, String key, AccountEvent event, @Nullable Long pseq) {
        sendBytes(partition, key, AccountEventCodec.type(event), AccountEventCodec.encode(event), pseq);
    }

    /// Any bytes under any type.
    public void sendBytes(int partition, String key, String type, byte[] value, @Nullable Long pseq) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.ACCOUNT_EVENTS.name(), partition, key,
                value);
        header(record, RecordHeaders.TYPE, type);
        if (pseq != null) {
            header(record, RecordHeaders.JOURNAL, journal.value());
            header(record, RecordHeaders.PSEQ, pseq.toString());
        }
        var _ = producer.send(record);
    }

    public void flush() {
        producer.flush();
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
