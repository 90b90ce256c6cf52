package dev.sluice.relay.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.KeyHash;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.testing.PromisedTime;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.topics.Deployment;
import dev.sluice.contracts.topics.TopicKeeper;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.relay.exchange.caller.KeyDirectory.Lookup;
import dev.sluice.relay.exchange.open.CurrentOpenRequests;
import dev.sluice.relay.keys.ReplicatedKeys;
import dev.sluice.relay.testing.InMemoryKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// As `WithdrawalTest`, but the key comes from the real topics: from the record to the end of the stream.
class WithdrawalIT {

    private static final String STREAM = "{\"model\":\"claude-opus-5-5\",\"stream\":true}";
    private static final Duration READY_MAX = Duration.ofSeconds(60);

    private final TestKafka kafka = TestKafka.shared();
    private final InMemoryKeys source = new InMemoryKeys();
    private final CurrentOpenRequests open = new CurrentOpenRequests();
    private final ReplicatedKeys replica = new ReplicatedKeys(this::consumer, open);
    private RelayUnderTest relay;
    private KafkaProducer<String, byte[]> producer;

    @BeforeEach
    void start() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            await().atMost(READY_MAX).ignoreExceptionsInstanceOf(KafkaException.class)
                    .untilAsserted(() -> new TopicKeeper(admin, new Deployment(4, 1))
                            .ensure(List.of(Topics.IDENTITY_KEYS, Topics.IDENTITY_USERS)));
        }
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka.bootstrapServers()), new StringSerializer(),
                new ByteArraySerializer());
        relay = new RelayUnderTest(Edge.NONE, RelayUnderTest.BOUNDS, RelayUnderTest.TIMEOUTS, replica);
        open.are(relay.server);
        replica.start();
        await().atMost(READY_MAX).until(() -> replica.replica().isMet());
    }

    @AfterEach
    void stop() throws IOException {
        replica.stop();
        relay.close();
        producer.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"REVOKED", "USER_SUSPENDED", "MODEL"})
    void aRecordEndsAnOpenStreamWithinASecond(Withdrawal withdrawal) throws Exception {
        relay.upstream.plays((request, wire) -> {
            wire.send(InterruptionTest.SSE_HEAD);
            wire.chunk(Streams.CLAUDE_START);
            wire.awaitClose();
            return false;
        });

        PromisedTime.keptWithin(Duration.ofSeconds(1), () -> endsAnOpenStream(withdrawal));

        await().until(() -> !relay.recorder.settled().isEmpty());
        assertThat(relay.recorder.settled().getFirst().errorCode()).isEqualTo(withdrawal.code);
    }

    private Duration endsAnOpenStream(Withdrawal withdrawal) throws Exception {
        var secret = source.add();
        publish(secret.hash());
        await().atMost(READY_MAX).until(() -> replica.find(secret.hash()) instanceof Lookup.Known);
        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/messages", secret, STREAM)).until("\n\n");
            source.change(secret, key -> withdrawal.of(key, relay.clock.instant()), withdrawal::of);
            long began = System.nanoTime();
            publish(secret.hash());
            assertThat(client.until("}\n\n")).contains(withdrawal.anthropicType);
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }

    private void publish(KeyHash hash) throws Exception {
        if (source.find(hash) instanceof Lookup.Known(KeyView key, UserView user)) {
            producer.send(new ProducerRecord<>(Topics.IDENTITY_USERS.name(), user.userId().value(),
                    SluiceJson.mapper().writeValueAsBytes(user))).get();
            producer.send(new ProducerRecord<>(Topics.IDENTITY_KEYS.name(), hash.hex(),
                    SluiceJson.mapper().writeValueAsBytes(key))).get();
        }
    }

    private Consumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset",
                "earliest", "enable.auto.commit", "false"), new StringDeserializer(), new ByteArrayDeserializer());
    }
}
