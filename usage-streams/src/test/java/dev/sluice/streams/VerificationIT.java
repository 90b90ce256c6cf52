package dev.sluice.streams;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.core.type.TypeReference;

import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.testing.TestRedis;
import dev.sluice.contracts.topics.Partitions;
import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.accounts.rows.OpenRow;
import dev.sluice.streams.accounts.rows.RowCodec;
import dev.sluice.streams.accounts.rows.UserRow;
import dev.sluice.streams.testing.RelaySide;
import dev.sluice.streams.testing.RunningStreams;
import dev.sluice.streams.testing.SampleEvents;
import dev.sluice.streams.testing.StoredTopics;
import dev.sluice.streams.verifying.Findings;
import dev.sluice.streams.verifying.Subject;
import dev.sluice.streams.verifying.Verdict;
import dev.sluice.streams.verifying.Verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// `verify` finds nothing in a platform under load, and each kind of damage in one at rest. What keeps everything
/// is damaged last.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VerificationIT {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final int PEOPLE = 4;
    private static final int REQUESTS_EACH = 30;
    private static final long RESERVATION_MICROS = 30_000;

    private static final TestKafka KAFKA = TestKafka.started();
    private static final TestRedis REDIS = TestRedis.started();
    private static final List<UserId> USERS = new ArrayList<>();
    private static RedisClient client;
    private static RedisCommands<String, String> redis;
    private static StoredTopics topics;
    private static Verdict.Compared whileRunning;

    @BeforeAll
    static void loadAndStop() throws IOException {
        client = RedisClient.create(REDIS.uri());
        redis = client.connect(new StringCodec(StandardCharsets.ISO_8859_1)).sync();
        topics = new StoredTopics(KAFKA.bootstrapServers());
        try (var streams = RunningStreams.start(KAFKA.bootstrapServers(), REDIS.address(),
                Files.createTempDirectory("sluice-verified-"));
                var relay = new RelaySide(KAFKA.bootstrapServers(), RunningStreams.PARTITIONS)) {
            streams.awaitReady();
            relay.renewLease(client);
            relay.publishPrices();
            load(relay);
            whileRunning = compared();
            load(relay);
            await().atMost(SOON).untilAsserted(() -> {
                Verdict.Compared verdict = compared();
                assertThat(verdict.undecided()).isZero();
                assertThat(verdict.findings().compared(Subject.RATED)).isEqualTo(2L * PEOPLE * REQUESTS_EACH);
            });
        }
    }

    @AfterAll
    static void stop() {
        topics.close();
        client.shutdown();
        KAFKA.close();
        REDIS.close();
    }

    private static void load(RelaySide relay) {
        for (int person = 0; person < PEOPLE; person++) {
            UserId user = RelaySide.newUser();
            USERS.add(user);
            relay.grant(user, NanoUsd.parse("5"));
            for (int i = 0; i < REQUESTS_EACH; i++) {
                RequestId request = RelaySide.newRequest();
                relay.reserve(user, request);
                relay.settle(user, request);
            }
            relay.reserve(user, RelaySide.newRequest());
            relay.sendBytes(partition(user), user.value(), "dev.sluice.account.Nonsense", new byte[]{'{'}, null);
        }
        relay.flush();
    }

    @Test
    @Order(1)
    void findsNothingInAPlatformUnderLoad() {
        assertThat(told(whileRunning.findings())).isEmpty();
    }

    @Test
    @Order(2)
    void findsNothingAtRestAndLooksAtEverything() {
        Verdict.Compared verdict = compared();

        assertThat(told(verdict.findings())).isEmpty();
        assertThat(verdict.accounts()).isEqualTo(2 * PEOPLE);
        for (Subject subject : Subject.values()) {
            assertThat(verdict.findings().compared(subject)).as("%s", subject).isPositive();
        }
    }

    @Test
    @Order(2)
    void findsNothingFromTheSnapshotsOn() {
        Verdict.Compared verdict = compared(Verification.Start.SNAPSHOT);

        assertThat(told(verdict.findings())).isEmpty();
        assertThat(verdict.since()).isPresent();
        assertThat(verdict.accounts()).isEqualTo(2 * PEOPLE);
        assertThat(verdict.events()).isLessThan(compared().events());
        for (Subject subject : List.of(Subject.RATED, Subject.LEDGER, Subject.VIEW, Subject.STATE, Subject.REDIS,
                Subject.MONEY)) {
            assertThat(verdict.findings().compared(subject)).as("%s", subject).isPositive();
        }
    }

    @Test
    @Order(3)
    void findsEachFieldOfRedisThatIsOffMissingOrNotGiven() {
        List<String> fields = List.of("bal", "open", "win", "halt", "ver", "k:" + SampleEvents.KEY, "sum");
        Map<String, Map<String, String>> was = new HashMap<>();
        USERS.forEach(user -> was.put(RedisKeys.view(user), redis.hgetall(RedisKeys.view(user))));
        for (int i = 0; i < fields.size(); i++) {
            redis.hset(RedisKeys.view(USERS.get(i)), fields.get(i),
                    redis.hget(RedisKeys.view(USERS.get(i)), fields.get(i)) + "1");
        }
        redis.del(RedisKeys.view(USERS.getLast()));
        UserId nobody = RelaySide.newUser();
        redis.hset(RedisKeys.view(nobody), was.getOrDefault(RedisKeys.view(USERS.getLast()), Map.of()));
        String sentinel = redis.getset(RedisKeys.sentinel(0), "another server");

        Findings findings = compared().findings();

        for (int i = 0; i < fields.size(); i++) {
            assertTells(findings, Subject.REDIS, USERS.get(i).value());
        }
        assertTells(findings, Subject.REDIS, USERS.getLast() + " is missing");
        assertTells(findings, Subject.REDIS, nobody + " has version");
        assertTells(findings, Subject.REDIS, "partition 0");
        redis.del(RedisKeys.view(nobody));
        redis.set(RedisKeys.sentinel(0), sentinel);
        was.forEach(redis::hset);
    }

    @Test
    @Order(4)
    void findsViewsAndRollUpsThatAreOff() {
        alterView(USERS.get(0), view -> view.put("openMicros", 2 * RESERVATION_MICROS));
        alterView(USERS.get(1), view -> view.put("windows", view.get("windows") + "1"));
        alterView(USERS.get(2), view -> view.put("version", 3));
        UserId user = USERS.get(3);
        String rollUp = topics.newest(Topics.ROLLUPS_DAY.name(), partition(user)).keySet().stream()
                .filter(key -> key.startsWith(user + "/" + user)).findFirst().orElseThrow();
        alter(Topics.ROLLUPS_DAY, partition(user), rollUp, json -> json.put("requests", 7));

        Findings findings = compared().findings();

        assertTells(findings, Subject.VIEW, "openMicros 60000 (the log gives 30000)");
        assertTells(findings, Subject.VIEW, "windows ");
        assertTells(findings, Subject.VIEW, "is at version 3");
        assertTells(findings, Subject.ROLL_UPS, "requests 7 (the log gives " + REQUESTS_EACH + ")");
        assertThat(findings.different(Subject.STATE)).isZero();
    }

    /// What a store leads to that keeps a row of a transaction which was never committed.
    @Test
    @Order(4)
    void findsAnOpenRequestThatTheLogDoesNotLeave() {
        String changelog = UsageStreamsApplication.GROUPS.changelog();
        UserId user = USERS.getFirst();
        RequestId request = RelaySide.newRequest();
        OpenRow open = new OpenRow(SampleEvents.KEY, null, SampleEvents.reserved(user, request), 0,
                RESERVATION_MICROS * 1_000, 3_048, 0, null);
        String row = "o/" + user + "/" + request;
        topics.append(changelog, partition(user), row, RowCodec.encode(open));
        byte[] was = topics.newest(changelog, partition(user)).getOrDefault("u/" + user, new byte[0]);
        UserRow account = RowCodec.user(was);
        account.open(RESERVATION_MICROS * 1_000, 1);
        topics.append(changelog, partition(user), "u/" + user, RowCodec.encode(account));
        UserId other = USERS.getLast();
        topics.append(changelog, partition(other), "u/" + other, null);

        Findings findings = compared().findings();

        assertTells(findings, Subject.STATE, "row " + row + ": the log does not leave it");
        assertTells(findings, Subject.STATE, "openNanos 60000000 (the log gives 30000000)");
        assertTells(findings, Subject.STATE, "row u/" + other + " is missing");
    }

    @Test
    @Order(5)
    void findsRecordsThatAreDoubledAlteredUnreadableUnbalancedOrMissing() {
        int partition = partition(USERS.getFirst());
        String key = USERS.getFirst().value();
        String rated = Topics.USAGE_RATED.name();
        String ledger = Topics.LEDGER_ENTRIES.name();
        byte[] last = topics.newest(rated, partition).getOrDefault(key, new byte[0]);
        topics.append(rated, partition, key, last);
        topics.append(rated, partition, key, replaced(last, "\"sequence\":0", "\"sequence\":7"));
        topics.append(rated, partition, key, new byte[]{'{'});
        topics.cutOff(rated, partition, 2);
        byte[] posted = topics.newest(ledger, partition).getOrDefault(key, new byte[0]);
        topics.append(ledger, partition, key, replaced(posted, "\"amountNanoUsd\":-", "\"amountNanoUsd\":-1"));
        topics.cutOff(ledger, partition, 2);

        Findings findings = compared().findings();

        assertTells(findings, Subject.RATED, SluiceJson.mapper().readValue(last, RatedUsage.class).requestId() + "/0");
        assertTells(findings, Subject.RATED, "/7 at " + rated);
        assertTells(findings, Subject.RATED, "cannot be read");
        assertTells(findings, Subject.RATED, "is missing: the log gives");
        assertTells(findings, Subject.LEDGER, "(expected: 0)");
        assertTells(findings, Subject.LEDGER, "is missing: the log gives");
    }

    private static byte[] replaced(byte[] json, String part, String by) {
        return new String(json, StandardCharsets.UTF_8).replaceFirst(part, by).getBytes(StandardCharsets.UTF_8);
    }

    private static void alterView(UserId user, Consumer<Map<String, Object>> damage) {
        alter(Topics.ACCOUNT_VIEW, partition(user), user + "/" + SampleEvents.KEY, damage);
    }

    private static void alter(TopicSpec topic, int partition, String key, Consumer<Map<String, Object>> damage) {
        byte[] was = topics.newest(topic.name(), partition).getOrDefault(key, new byte[0]);
        Map<String, Object> json = SluiceJson.mapper().readValue(was, new TypeReference<>() {
        });
        damage.accept(json);
        topics.append(topic.name(), partition, key, SluiceJson.mapper().writeValueAsBytes(json));
    }

    private static void assertTells(Findings findings, Subject subject, String text) {
        assertThat(findings.told(subject)).anySatisfy(sentence -> assertThat(sentence).contains(text));
    }

    private static List<String> told(Findings findings) {
        List<String> told = new ArrayList<>();
        for (Subject subject : Subject.values()) {
            findings.told(subject).forEach(sentence -> told.add(subject + ": " + sentence));
        }
        return told;
    }

    private static Verdict.Compared compared() {
        return compared(Verification.Start.EARLIEST);
    }

    private static Verdict.Compared compared(Verification.Start start) {
        return (Verdict.Compared) new Verification(KAFKA.bootstrapServers(), REDIS.address(),
                UsageStreamsApplication.GROUPS, InstantSource.system()).run(start);
    }

    private static int partition(UserId user) {
        return Partitions.of(user.value(), RunningStreams.PARTITIONS);
    }
}
