package dev.sluice.streams.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import com.github.f4b6a3.uuid.UuidCreator;
import io.lettuce.core.RedisClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.account.JournalClosed;
import dev.sluice.contracts.account.JournalMark;
import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PriceBookJson;
import dev.sluice.contracts.topics.Partitions;
import dev.sluice.contracts.topics.RecordHeaders;
import dev.sluice.contracts.topics.Topics;

/// What a relay writes: usage events with journal and dense `pseq` per partition, and marks. Each request
/// asks for 1,000 input tokens and settles 1,000 in and 100 out.
public final class RelaySide implements AutoCloseable {

    private final PriceBook book = PriceBookJson.shipped();
    private final KafkaProducer<String, byte[]> producer;
    private final String bootstrapServers;
    private final int partitions;
    private final JournalId journal = JournalId.of(UuidCreator.getTimeOrderedEpoch());
    private final Map<Integer, Long> next = new HashMap<>();

    public RelaySide(String bootstrapServers, int partitions) {
        this.partitions = partitions;
        this.bootstrapServers = bootstrapServers;
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
        send(Partitions.of(user.value(), partitions), user.value(), SampleEvents.granted(user, amount), null);
    }

    public void reserve(UserId user, RequestId request) {
        append(user, SampleEvents.reserved(user, request));
    }

    public void settle(UserId user, RequestId request) {
        append(user, SampleEvents.settled(user, request));
    }

    /// Everything that was reserved before now is in the log.
    public void mark(int partition, Instant reservedBefore) {
        send(partition, journal.value(),
                new JournalMark(SampleEvents.id(), journal, "relay-1", Instant.now(), reservedBefore),
                next(partition));
    }

    public void close(int partition) {
        long pseq = next(partition);
        send(partition, journal.value(),
                new JournalClosed(SampleEvents.id(), journal, Instant.now(), pseq, Instant.now(),
                        JournalClosed.By.RELAY),
                pseq);
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

    /// What Kafka refuses for ever: a dead letter with its own headers, and a stub that takes its number.
    public void bury(UserId user, AccountEvent event) {
        int partition = Partitions.of(user.value(), partitions);
        long pseq = next(partition);
        send(Topics.DLQ_ACCOUNT_EVENTS.name(), partition, user.value(), AccountEventCodec.type(event),
                AccountEventCodec.encode(event), pseq);
        send(partition, journal.value(), new JournalMark(SampleEvents.id(), journal, "relay-1", Instant.now(),
                Instant.EPOCH), pseq);
        flush();
    }

    /// Bytes that say nothing, and that shrink in transport: more of them than a record may have.
    public void sendLarge(int partition, String key, int bytes) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "compression.type",
                "zstd", "max.request.size", 2 * bytes);
        try (var large = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.ACCOUNT_EVENTS.name(), partition, key,
                    new byte[bytes]);
            header(record, RecordHeaders.TYPE, "dev.sluice.account.UsageSettled");
            var _ = large.send(record);
        }
    }

    /// A dead letter of a relay with so many bytes that say nothing.
    public void buryLarge(UserId user, int bytes) {
        send(Topics.DLQ_ACCOUNT_EVENTS.name(), Partitions.of(user.value(), partitions), user.value(),
                "dev.sluice.account.UsageSettled", new byte[bytes], 1_000_000_000L + next.size());
        flush();
    }

    /// Any bytes under any type.
    public void sendBytes(int partition, String key, String type, byte[] value, @Nullable Long pseq) {
        send(Topics.ACCOUNT_EVENTS.name(), partition, key, type, value, pseq);
    }

    private void send(String topic, int partition, String key, String type, byte[] value, @Nullable Long pseq) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, partition, key, value);
        header(record, RecordHeaders.TYPE, type);
        if (pseq != null) {
            header(record, RecordHeaders.JOURNAL, journal.value());
            header(record, RecordHeaders.PSEQ, pseq.toString());
        }
        var _ = producer.send(record);
    }

    /// Says for five minutes that this relay lives.
    public void renewLease(RedisClient redis) {
        try (var connection = redis.connect()) {
            connection.sync().setex(RedisKeys.journalLease(journal), 300, "relay-1");
        }
    }

    public void flush() {
        producer.flush();
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close();
    }
}
