package dev.sluice.streams.deciding;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.pricing.PriceBookJson;
import dev.sluice.contracts.rated.AccountSnapshot;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.UsageAlert;
import dev.sluice.contracts.topics.Deployment;
import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.running.StreamsSettings;
import dev.sluice.streams.snapshots.Snapshot;
import dev.sluice.streams.testing.RelaySide;
import dev.sluice.streams.testing.SampleEvents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The decider's stream job without a broker.
class DecidingTopologyTest {

    private static final Instant NOON = Instant.now();
    private static final byte[] NOT_JSON = "{not json".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path state;
    private final PriceBookReplica prices = new PriceBookReplica("none:1");
    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        StreamsConfig config = new StreamsSettings("decider-test", "none:1", new Deployment(1, 1), state, "here:1", 1,
                0, Duration.ofMillis(50)).exactlyOnce();
        Properties properties = new Properties();
        properties.putAll(config.originals());
        driver = new TopologyTestDriver(DecidingTopology.build(config, prices,
                new DeciderMeters(new SimpleMeterRegistry()), 1), properties);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void aSettledRequestIsRatedWithTheHeadersThatAreDocumented() {
        prices.learn(PriceBookJson.shipped());
        UserId user = RelaySide.newUser();
        RequestId request = RelaySide.newRequest();
        pipe(SampleEvents.granted(user, NanoUsd.parse("1")), user);
        pipe(SampleEvents.reserved(user, request), user);
        pipe(SampleEvents.settled(user, request), user);

        TestRecord<String, byte[]> record = records(Topics.USAGE_RATED).getFirst();

        assertThat(record.key()).isEqualTo(user.value());
        assertThat(header(record, "ce_type")).isEqualTo("dev.sluice.usage.RatedUsage");
        assertThat(header(record, "ce_id")).isEqualTo(request + "/0");
        assertThat(SluiceJson.mapper().readValue(record.value(), RatedUsage.class).requestId()).isEqualTo(request);
        assertThat(records(Topics.LEDGER_ENTRIES)).hasSize(2);
        assertThat(records(Topics.ACCOUNT_VIEW).getLast().key()).isEqualTo(user + "/" + SampleEvents.KEY);
    }

    @Test
    void theRowsAreInTheSnapshotOfTheDay() {
        UserId user = RelaySide.newUser();
        pipe(SampleEvents.granted(user, NanoUsd.parse("1")), user);
        driver.advanceWallClockTime(Duration.ofMillis(100));

        List<TestRecord<String, byte[]>> written = records(Topics.ACCOUNT_SNAPSHOT);
        TestRecord<String, byte[]> manifest = written.getLast();
        AccountSnapshot snapshot = SluiceJson.mapper().readValue(manifest.value(), AccountSnapshot.class);

        assertThat(manifest.key()).isEqualTo("0");
        assertThat(header(manifest, "ce_type")).isEqualTo("dev.sluice.usage.AccountSnapshot");
        assertThat(snapshot.offset()).isEqualTo(1);
        assertThat(Snapshot.of(snapshot, Map.of(written.getFirst().key(), written.getFirst().value())).rows())
                .containsKey("u/" + user);
    }

    @Test
    void aBalanceThatIsNearlyGoneIsToldInTheTopicOfAlerts() {
        prices.learn(PriceBookJson.shipped());
        UserId user = RelaySide.newUser();
        RequestId request = RelaySide.newRequest();
        pipe(SampleEvents.granted(user, NanoUsd.parse("0.005")), user);
        pipe(SampleEvents.reserved(user, request), user);
        pipe(SampleEvents.settled(user, request), user);

        TestRecord<String, byte[]> record = records(Topics.USAGE_ALERTS).getFirst();
        UsageAlert alert = SluiceJson.mapper().readValue(record.value(), UsageAlert.class);

        assertThat(record.key()).isEqualTo(user.value());
        assertThat(header(record, "ce_id")).isEqualTo(alert.alertId());
        assertThat(alert.kind()).isEqualTo(UsageAlert.Kind.LOW_BALANCE);
        assertThat(alert.requestId()).isEqualTo(request);
        assertThat(alert.crossing()).isEqualTo(new UsageAlert.Crossing(null, 80, NanoUsd.parse("0.005"),
                NanoUsd.parse("0.0045")));
    }

    @Test
    void poisonGoesToTheDeadLettersAsItCameAndParksItsAccount() {
        UserId user = RelaySide.newUser();
        pipe(user.value(), "dev.sluice.account.UsageSettled", NOT_JSON);

        TestRecord<String, byte[]> dead = records(Topics.DLQ_ACCOUNT_EVENTS).getFirst();
        AccountView view = SluiceJson.mapper().readValue(records(Topics.ACCOUNT_VIEW).getFirst().value(),
                AccountView.class);

        assertThat(dead.value()).isEqualTo(NOT_JSON);
        assertThat(header(dead, "ce_type")).isEqualTo("dev.sluice.account.UsageSettled");
        assertThat(header(dead, "dlq-reason")).doesNotContain("not json");
        assertThat(view.halt()).isEqualTo(AccountView.Halt.PARKED);
    }

    @Test
    void poisonThatIsTooLargeForALetterIsLeftWhereItStands() {
        UserId user = RelaySide.newUser();
        pipe(user.value(), "dev.sluice.account.UsageSettled", new byte[LetterForm.BYTES_MAX]);
        pipe(user + "x".repeat(LetterForm.BYTES_MAX), "x".repeat(1_000), NOT_JSON);

        List<TestRecord<String, byte[]>> dead = records(Topics.DLQ_ACCOUNT_EVENTS);

        assertThat(dead).extracting(TestRecord::value).containsExactly(null, null);
        assertThat(header(dead.getFirst(), "dlq-left")).startsWith("983");
        assertThat(header(dead.getFirst(), "dlq-place")).isEqualTo("account.events.v1-0@0");
        assertThat(header(dead.getFirst(), "ce_type")).isEqualTo("dev.sluice.account.UsageSettled");
        assertThat(dead.getLast().key()).hasSize(64);
        assertThat(dead.getLast().headers().lastHeader("ce_type")).isNull();
    }

    @Test
    void anEventUnderTheKeyOfAnotherUserIsPoison() {
        UserId user = RelaySide.newUser();
        UserId other = RelaySide.newUser();

        pipe(SampleEvents.granted(user, NanoUsd.parse("1")), other);

        assertThat(records(Topics.DLQ_ACCOUNT_EVENTS)).hasSize(1);
        assertThat(records(Topics.LEDGER_ENTRIES)).isEmpty();
    }

    @Test
    void aPinnedPriceThatDoesNotComeStopsTheTaskInsteadOfTakingAnother() {
        UserId user = RelaySide.newUser();
        RequestId request = RelaySide.newRequest();
        pipe(SampleEvents.reserved(user, request), user);

        assertThatThrownBy(() -> pipe(SampleEvents.settled(user, request), user)).isInstanceOf(StreamsException.class)
                .hasRootCauseInstanceOf(PriceBookMissing.class);
    }

    private void pipe(AccountEvent event, UserId key) {
        pipe(key.value(), AccountEventCodec.type(event), AccountEventCodec.encode(event));
    }

    private void pipe(String key, String type, byte[] value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        driver.createInputTopic(Topics.ACCOUNT_EVENTS.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, headers, NOON));
    }

    private List<TestRecord<String, byte[]>> records(TopicSpec topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private static String header(TestRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
