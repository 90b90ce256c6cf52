package dev.sluice.streams.letters;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import com.github.f4b6a3.uuid.UuidCreator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.account.AccountReleased;
import dev.sluice.contracts.account.DeadLetterDismissed;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.rated.DeadLetterSettled;
import dev.sluice.contracts.topics.Partitions;
import dev.sluice.contracts.topics.RecordHeaders;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.reading.LogOffsets;

/// Writes what a person decided about a dead letter, and waits for what the decider makes of it. Every method
/// throws `KafkaException` when Kafka is away.
public final class Verdicts {

    /// A decider that has just been killed is back by then, also on a busy machine.
    public static final Duration DECIDED_WITHIN = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int ANSWER_MILLIS_MAX = 15_000;
    private static final String SOURCE = "sluice/dlq";
    private static final List<String> NOT_REPEATED = List.of(RecordHeaders.PSEQ, RecordHeaders.LETTER_PLACE,
            RecordHeaders.LETTER_KIND, RecordHeaders.LETTER_REASON, RecordHeaders.APPENDED_AT);

    private final String kafka;
    private final InstantSource clock;

    public Verdicts(String kafka, InstantSource clock) {
        this.kafka = kafka;
        this.clock = clock;
    }

    /// Appends the original bytes once more, without the number they had in their journal, which has counted.
    ///
    /// Throws `RecordTooLargeException` when it is not taken with the few bytes more that say what it repeats.
    ///
    /// @return what came of it; empty when nothing did within `DECIDED_WITHIN`
    public Optional<DeadLetterSettled> replay(Letter letter, String by) {
        ProducerRecord<String, byte[]> copy = new ProducerRecord<>(Topics.ACCOUNT_EVENTS.name(),
                letter.user().map(this::partition).orElse(letter.handle().partition()), letter.key(), letter.value());
        letter.headers().forEach(copy.headers()::add);
        NOT_REPEATED.forEach(copy.headers()::remove);
        header(copy, RecordHeaders.REPLAY_OF, letter.place());
        header(copy, RecordHeaders.REPLAY_BY, by);
        return decided(letter, copy);
    }

    /// Nothing is to come of the letter. Where it names no account there is nothing to decide, and it is only noted.
    public Optional<DeadLetterSettled> dismiss(Letter letter, String reason, String by) {
        Instant now = clock.instant();
        Optional<UserId> user = letter.user();
        if (user.isEmpty()) {
            var settled = new DeadLetterSettled(letter.place(), null, now, DeadLetterSettled.Verdict.DISMISSED, reason,
                    by);
            ProducerRecord<String, byte[]> note = new ProducerRecord<>(Topics.DLQ_ACCOUNT_EVENTS.name(),
                    letter.handle().partition(), letter.key(), SluiceJson.mapper().writeValueAsBytes(settled));
            send(typed(note, LetterBox.SETTLED_TYPE, letter.place()));
            return Optional.of(settled);
        }
        return decided(letter, event(partition(user.get()), user.get(),
                new DeadLetterDismissed(id(), user.get(), now, letter.place(), reason, by)));
    }

    /// A parked account goes on, whatever letters of it are open.
    public void unpark(UserId user, String reason, String by) {
        send(event(partition(user), user, new AccountReleased(id(), user, clock.instant(), reason, by)));
    }

    /// Where the account is: a letter may have come from elsewhere.
    private int partition(UserId user) {
        try (LogOffsets offsets = new LogOffsets(kafka)) {
            return Partitions.of(user.value(), offsets.partitions(Topics.ACCOUNT_EVENTS.name()));
        }
    }

    private Optional<DeadLetterSettled> decided(Letter letter, ProducerRecord<String, byte[]> verdict) {
        TopicPartition letters = new TopicPartition(Topics.DLQ_ACCOUNT_EVENTS.name(), verdict.partition());
        try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", kafka, "isolation.level",
                "read_committed", "enable.auto.commit", false, "default.api.timeout.ms", ANSWER_MILLIS_MAX),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(letters));
            consumer.seekToEnd(List.of(letters));
            consumer.position(letters);
            RecordMetadata place = send(verdict);
            String id = letter.place() + "/" + place.topic() + "-" + place.partition() + "@" + place.offset();
            long deadline = System.nanoTime() + DECIDED_WITHIN.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                    Header of = message.headers().lastHeader(RecordHeaders.ID);
                    if (of != null && id.equals(new String(of.value(), StandardCharsets.UTF_8))) {
                        return LetterBox.verdict(message);
                    }
                }
            }
            return Optional.empty();
        }
    }

    private static ProducerRecord<String, byte[]> event(int partition, UserId user, AccountEvent event) {
        return typed(new ProducerRecord<>(Topics.ACCOUNT_EVENTS.name(), partition, user.value(),
                AccountEventCodec.encode(event)), AccountEventCodec.type(event), event.eventId());
    }

    private static ProducerRecord<String, byte[]> typed(ProducerRecord<String, byte[]> record, String type, String id) {
        header(record, RecordHeaders.SPEC_VERSION, "1.0");
        header(record, RecordHeaders.TYPE, type);
        header(record, RecordHeaders.ID, id);
        header(record, RecordHeaders.SOURCE, SOURCE);
        return record;
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private RecordMetadata send(ProducerRecord<String, byte[]> record) {
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka, "acks", "all",
                "enable.idempotence", true, "delivery.timeout.ms", ANSWER_MILLIS_MAX, "request.timeout.ms",
                ANSWER_MILLIS_MAX / 2, "max.block.ms", ANSWER_MILLIS_MAX, "linger.ms", 0), new StringSerializer(),
                new ByteArraySerializer())) {
            return producer.send(record).get();
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof RecordTooLargeException tooLarge) {
                throw tooLarge;
            }
            throw new KafkaException(refused.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while writing a verdict", e);
        }
    }

    private static String id() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }
}
