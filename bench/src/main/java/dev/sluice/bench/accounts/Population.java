package dev.sluice.bench.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.sluice.api.identity.Change;
import dev.sluice.api.identity.Decision;
import dev.sluice.api.identity.IdentityDecider;
import dev.sluice.api.identity.IdentityFold;
import dev.sluice.contracts.identity.IdentityCodec;
import dev.sluice.contracts.identity.IdentityCommand;
import dev.sluice.contracts.plans.Plans;
import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;

/// Writes people and their keys into the topics, as the log is once it was compacted: the views, and the
/// changelog of the decider's store. What stands there is what the decider itself decides and folds.
final class Population {

    /// As Kafka Streams names it: application, store.
    static final String CHANGELOG = "sluice-identity-identity-rows-changelog";
    private static final int WRITERS = 2;
    private static final byte FORMAT = 1;
    private static final Duration AGE_MAX = Duration.ofDays(20);

    private final String kafka;
    private final int keysEach;
    private final Instant now;

    Population(String kafka, int keysEach, Instant now) {
        this.kafka = kafka;
        this.keysEach = keysEach;
        this.now = now;
    }

    /// Returns once Kafka has everything.
    void write(int people) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.createTopics(List.of(new NewTopic(CHANGELOG, 1, (short) 1)
                    .configs(Map.of("cleanup.policy", "compact")))).all().get();
        } catch (ExecutionException refused) {
            if (!(refused.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("topic " + CHANGELOG + " cannot be made", refused);
            }
        }
        List<Thread> writers = IntStream.range(0, WRITERS).mapToObj(number -> Thread.ofPlatform()
                .name("population-" + number).start(() -> write(people / WRITERS, new SplittableRandom(number))))
                .toList();
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private void write(int people, SplittableRandom random) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka, "compression.type", "lz4", "linger.ms", 50,
                "batch.size", 1 << 18, "buffer.memory", 1 << 26, "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < people; i++) {
                Instant since = now.minusMillis(AGE_MAX.toMillis() * (people - i) / people);
                new Writer(producer).person(new Biography(random, since), keysEach, since);
            }
        }
    }

    /// Writes one person.
    private record Writer(KafkaProducer<String, byte[]> producer) {

        private static final IdentityDecider DECIDER = new IdentityDecider(Plans.SHIPPED);

        void person(Biography biography, int keys, Instant since) {
            OnePerson rows = new OnePerson();
            Map<String, Change> latest = new HashMap<>();
            for (IdentityCommand command : biography.commands(keys)) {
                Decision decision = DECIDER.decide(rows, command, since);
                if (decision.refusal() != null) {
                    throw new IllegalStateException(command.getClass().getSimpleName() + ": " + decision.refusal()
                            + " (expected: no refusal)");
                }
                IdentityFold.apply(rows, decision.events(), since).forEach(
                        change -> latest.put(change.touched().view() + change.touched().key(), change));
            }
            send(Topics.IDENTITY_PII_KEYS, biography.userId().value(), biography.dataKey());
            latest.values().forEach(this::view);
            rows.rows().forEach((name, row) -> send(CHANGELOG, name, stored(row)));
        }

        private void view(Change change) {
            switch (change) {
                case Change.UserIs(var view) -> send(Topics.IDENTITY_USERS, view.userId().value(), view);
                case Change.KeyIs(var hash, var view) -> send(Topics.IDENTITY_KEYS, hash.hex(), view);
                case Change.SessionIs(var view) -> send(Topics.IDENTITY_SESSIONS, view.sessionId().value(), view);
                case Change.SignInsAre(var view) -> send(Topics.IDENTITY_SIGN_INS, view.userId().value(), view);
                case Change.EmailIs(var hash, var view) -> send(Topics.IDENTITY_EMAILS, hash, view);
                case Change.UserGone _,Change.KeyGone _,Change.SessionGone _,Change.SignInsGone _,Change.EmailGone _ ->
                    throw new IllegalStateException(change + " (expected: nobody who signs up goes)");
            }
        }

        private void send(TopicSpec topic, String key, Record value) {
            send(topic.name(), key, IdentityCodec.encode(value));
        }

        private void send(String topic, String key, byte[] value) {
            var _ = producer.send(new ProducerRecord<>(topic, key, value));
        }

        /// A format byte and JSON, as the store of `api` has its rows.
        private static byte[] stored(Record row) {
            byte[] json = IdentityCodec.encode(row);
            byte[] value = new byte[json.length + 1];
            value[0] = FORMAT;
            System.arraycopy(json, 0, value, 1, json.length);
            return value;
        }
    }
}
