package dev.sluice.streams;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.testing.TestRedis;
import dev.sluice.contracts.topics.Partitions;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.testing.RelaySide;
import dev.sluice.streams.testing.RunningStreams;
import dev.sluice.streams.testing.StoredTopics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A running platform shows that its books are right, and each kind of damage within seconds. What is damaged stays so.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveVerifierIT {

    private static final Path PAGE = Path.of("../docs/reference/streams-metrics.md");
    private static final Pattern ROW = Pattern
            .compile("(?m)^\\| `(streams_\\w+)` \\| (\\w+) \\| [^|]*\\| ([^|]*)\\|");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (streams_\\w+) (\\w+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final Duration SOON = Duration.ofSeconds(90);
    /// What is written within the settling time (3 s here) after the verifier began is left alone.
    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final int REQUESTS = 30;
    private static final String VIOLATIONS = "streams_invariant_violations_total{invariant=\"%s\"}";
    private static final String TOTAL = "streams_ledger_total_nano_usd";

    private static final TestKafka KAFKA = TestKafka.started();
    private static final TestRedis REDIS = TestRedis.started();
    private static final UserId USER = RelaySide.newUser();
    private static final int PARTITION = Partitions.of(USER.value(), RunningStreams.PARTITIONS);

    @TempDir
    private static Path folder;

    private static RunningStreams streams;
    private static RelaySide relay;
    private static RedisClient redis;

    /// @param labels
    ///            without `quantile`, which every summary has
    private record Meter(String type, Set<String> labels) {}

    @BeforeAll
    static void start() {
        redis = RedisClient.create(REDIS.uri());
        streams = RunningStreams.start(KAFKA.bootstrapServers(), REDIS.address(), folder);
        relay = new RelaySide(KAFKA.bootstrapServers(), RunningStreams.PARTITIONS);
        streams.awaitReady();
        relay.renewLease(redis);
        relay.publishPrices();
    }

    @AfterAll
    static void stop() {
        relay.close();
        redis.shutdown();
        streams.close();
        KAFKA.close();
        REDIS.close();
    }

    @Test
    @Order(1)
    void showsThatTheBooksAreRight() {
        relay.grant(USER, NanoUsd.parse("5"));
        for (int i = 0; i < REQUESTS; i++) {
            RequestId request = RelaySide.newRequest();
            relay.reserve(USER, request);
            relay.settle(USER, request);
        }
        relay.flush();

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(value("streams_ledger_held_nano_usd{account=\"revenue:usage\"}")).isPositive();
            assertThat(value("streams_verifier_accounts_compared_total")).isPositive();
            assertThat(value("streams_verifier_lag_records")).isZero();
            assertThat(value("streams_serving_delay_seconds")).isLessThan(5);
        });

        assertThat(value(TOTAL)).isZero();
        assertThat(value("streams_ledger_held_nano_usd{account=\"cash\"}")).isEqualTo(-5e9);
        for (String invariant : Set.of("I1", "I2", "I3", "I4", "I5", "I6")) {
            assertThat(violations(invariant)).as(invariant).isZero();
        }
    }

    @Test
    @Order(2)
    void isDescribedMeterByMeter() throws IOException {
        assertThat(exported(scraped())).containsExactlyInAnyOrderEntriesOf(documented());
    }

    @Test
    @Order(3)
    void showsEachKindOfDamage() {
        await().pollDelay(SETTLED).atMost(SOON).until(() -> true);
        try (StoredTopics topics = new StoredTopics(KAFKA.bootstrapServers())) {
            String rated = Topics.USAGE_RATED.name();
            topics.append(rated, PARTITION, USER.value(),
                    topics.newest(rated, PARTITION).getOrDefault(USER.value(), new byte[0]));
            String ledger = Topics.LEDGER_ENTRIES.name();
            String posted = new String(topics.newest(ledger, PARTITION).getOrDefault(USER.value(), new byte[0]),
                    StandardCharsets.UTF_8);
            String unbalanced = posted.replaceFirst("\"amountNanoUsd\":-\\d+", "\"amountNanoUsd\":0")
                    .replaceFirst("\"transactionId\":\"[^\"]", "\"transactionId\":\"x");
            topics.append(ledger, PARTITION, USER.value(), unbalanced.getBytes(StandardCharsets.UTF_8));
        }
        redis.connect().sync().hset(RedisKeys.view(USER), "bal", "1");
        relay.sendBytes(PARTITION, inSamePartition().value(), "dev.sluice.account.Nonsense", new byte[]{'{'}, null);
        relay.flush();

        await().atMost(SOON).untilAsserted(() -> {
            for (String invariant : Set.of("I1", "I2", "I3", "I6")) {
                assertThat(violations(invariant)).as(invariant).isPositive();
            }
            assertThat(value("streams_letters_open{kind=\"poison\"}")).isEqualTo(1);
            assertThat(value("streams_accounts_parked")).isEqualTo(1);
        });
        assertThat(value(TOTAL)).isPositive();
        try (StoredTopics topics = new StoredTopics(KAFKA.bootstrapServers())) {
            await().atMost(SOON).untilAsserted(() -> assertThat(topics.newest(Topics.USAGE_ALERTS.name(), PARTITION)
                    .getOrDefault(USER.value(), new byte[0])).asString(StandardCharsets.UTF_8)
                    .contains("\"kind\":\"DRIFT\"", "bal"));
        }
    }

    @Test
    @Order(4)
    void knowsTheLedgerAfterARestart() {
        double total = value(TOTAL);
        double revenue = value("streams_ledger_held_nano_usd{account=\"revenue:usage\"}");
        streams.close();
        streams = RunningStreams.start(KAFKA.bootstrapServers(), REDIS.address(), folder);
        streams.awaitReady();

        await().atMost(SOON).untilAsserted(() -> assertThat(value(TOTAL)).isEqualTo(total));
        assertThat(value("streams_ledger_held_nano_usd{account=\"revenue:usage\"}")).isEqualTo(revenue);
        assertThat(violations("I2")).as("read once").isZero();
    }

    private static UserId inSamePartition() {
        UserId other = RelaySide.newUser();
        while (Partitions.of(other.value(), RunningStreams.PARTITIONS) != PARTITION) {
            other = RelaySide.newUser();
        }
        return other;
    }

    private static double violations(String invariant) {
        return value(VIOLATIONS.formatted(invariant));
    }

    private static double value(String meter) {
        return scraped().lines().filter(line -> line.startsWith(meter + " ")).findFirst()
                .map(line -> Double.parseDouble(line.substring(meter.length() + 1)))
                .orElseThrow(() -> new AssertionError(meter + " is not exported"));
    }

    private static String scraped() {
        return new String(streams.get("/actuator/prometheus").body(), StandardCharsets.UTF_8);
    }

    private static Map<String, Meter> documented() throws IOException {
        Map<String, Meter> meters = new TreeMap<>();
        for (Matcher row = ROW.matcher(Files.readString(PAGE)); row.find();) {
            Set<String> labels = new TreeSet<>(Set.of(row.group(3).strip().split(", ")));
            labels.remove("");
            meters.put(row.group(1), new Meter(row.group(2), labels));
        }
        return meters;
    }

    private static Map<String, Meter> exported(String scraped) {
        Map<String, Meter> meters = new TreeMap<>();
        for (Matcher type = TYPE.matcher(scraped); type.find();) {
            String name = type.group(1);
            Set<String> labels = new TreeSet<>();
            scraped.lines().filter(line -> line.startsWith(name + "{"))
                    .forEach(line -> LABEL.matcher(line).results().forEach(label -> labels.add(label.group(1))));
            labels.remove("quantile");
            meters.put(name, new Meter(type.group(2), labels));
        }
        return meters;
    }
}
