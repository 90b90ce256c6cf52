package dev.sluice.quickstart.journeys;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.lettuce.core.RedisClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.quickstart.journeys.Load.Seen;
import dev.sluice.quickstart.platform.LocalPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever is killed during steady load: every answer that a client received whole is recorded exactly once
/// with its exact tokens, nothing is recorded twice, the balance is the sum of the records, and each answer
/// that was cut is closed.
@ExtendWith(RunningPlatform.class)
class NothingIsLostJourneyIT {

    private static final boolean LONG = Boolean.getBoolean("sluice.long");
    private static final int REQUESTS = LONG ? 2_000 : 400;
    /// Steady for 100 seconds: longer than what is stopped or killed needs to come back.
    private static final int PER_SECOND_LONG = 20;
    private static final Duration KAFKA_AWAY = Duration.ofSeconds(LONG ? 30 : 5);
    /// Half a second per stream, so that some are always open.
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration RECORDED_MAX = Duration.ofSeconds(90);
    private static final BigDecimal WELCOME_USD = new BigDecimal("5.000000000");
    /// A machine that is slow to start a relay again leaves fewer answers to check, but never next to none.
    private static final int WHOLE_SHARE_MIN = 8;
    /// The free plan admits 120 a minute.
    private static final int REQUESTS_EACH = 100;

    /// What happens to the platform, how often.
    enum Disturbance {
        RELAY_KILLED(3, 10, NothingIsLostJourneyIT::killTheRelayOnceItIsBack),
        USAGE_STREAMS_KILLED(2, 40, platform -> platform.kill("usage-streams")),
        KAFKA_STOPPED(1, 40, NothingIsLostJourneyIT::stopKafkaForAWhile),
        REDIS_FLUSHED(2, 40, NothingIsLostJourneyIT::flushRedis);

        private final int times;
        private final int perSecond;
        private final Consumer<LocalPlatform> what;

        Disturbance(int times, int perSecond, Consumer<LocalPlatform> what) {
            this.times = times;
            this.perSecond = perSecond;
            this.what = what;
        }

        Map<Integer, Runnable> during(int requests, LocalPlatform platform) {
            var planned = new HashMap<Integer, Runnable>();
            for (int time = 1; time <= times; time++) {
                planned.put(requests * time / (times + 1), () -> what.accept(platform));
            }
            return planned;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isRecordedExactlyOnce(Disturbance disturbance, LocalPlatform platform) throws InterruptedException {
        List<Person> people = IntStream.range(0, REQUESTS / REQUESTS_EACH)
                .mapToObj(_ -> Person.signUp(platform, Map.of())).toList();

        var seen = new Load(people, REQUESTS, LONG ? PER_SECOND_LONG : disturbance.perSecond, PAUSE)
                .run(disturbance.during(REQUESTS, platform));

        platform.awaitProcesses(_ -> {
        });
        List<Long> whole = Load.inputs(seen, Seen.WHOLE);
        assertThat(whole).as("whole answers of " + REQUESTS).hasSizeGreaterThan(REQUESTS / WHOLE_SHARE_MIN);
        awaitRecordsOf(people, whole);
        people.forEach(NothingIsLostJourneyIT::awaitBalanceEqualToRecords);
        assertRecordedOnce(records(people), whole, seen);
        assertEachEndsOnce(platform, people, disturbance, seen);
        people.forEach(Person::close);
    }

    private static List<JsonNode> records(List<Person> people) {
        return people.stream().flatMap(person -> person.allRecords().stream()).toList();
    }

    private static void awaitRecordsOf(List<Person> people, List<Long> whole) {
        Awaitility.await("records of whole answers").atMost(RECORDED_MAX).pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsMatching(IllegalStateException.class::isInstance)
                .untilAsserted(() -> assertThat(reported(records(people))).containsAll(whole));
    }

    private static List<Long> reported(List<JsonNode> records) {
        return records.stream().filter(record -> record.path("basis").asString().equals("REPORTED"))
                .map(record -> record.path("tokens").path("input").asLong()).toList();
    }

    private static void awaitBalanceEqualToRecords(Person person) {
        Awaitility.await("balance = grant - sum of records, nothing reserved").atMost(RECORDED_MAX)
                .pollInterval(Duration.ofMillis(500)).ignoreExceptionsMatching(IllegalStateException.class::isInstance)
                .untilAsserted(() -> {
                    BigDecimal spent = person.allRecords().stream()
                            .map(record -> new BigDecimal(record.path("costUsd").asString()))
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
                    assertThat(new BigDecimal(person.api().availableUsd(person.signedIn())))
                            .isEqualByComparingTo(WELCOME_USD.subtract(spent));
                });
    }

    private static void assertRecordedOnce(List<JsonNode> records, List<Long> whole, Map<Long, Seen> seen) {
        Map<Long, Long> times = reported(records).stream().collect(Collectors.groupingBy(input -> input,
                Collectors.counting()));
        assertThat(times).allSatisfy((input, count) -> assertThat(count).as("records of " + input).isOne());
        assertThat(times.keySet()).containsAll(whole).isSubsetOf(seen.keySet());
        assertThat(records).extracting(record -> record.path("id").asString()).doesNotHaveDuplicates();
        assertThat(records.size()).isLessThanOrEqualTo(seen.size());
    }

    /// From the topics alone: also what the clients saw break has one ending each, charged by architecture D14.
    private static void assertEachEndsOnce(LocalPlatform platform, List<Person> people, Disturbance disturbance,
            Map<Long, Seen> seen) {
        Awaitility.await("an ending of each reserved request").atMost(RECORDED_MAX)
                .pollInterval(Duration.ofMillis(500)).untilAsserted(
                        () -> Endings.read(platform, people).assertEachEndsOnceByD14());
        var seenCounts = seen.values().stream().collect(Collectors.groupingBy(each -> each, TreeMap::new,
                Collectors.counting()));
        Figures.print(disturbance + ": seen " + seenCounts + ", ended " + Endings.read(platform, people).counts());
    }

    private static void killTheRelayOnceItIsBack(LocalPlatform platform) {
        platform.awaitProcesses(_ -> {
        });
        platform.kill("relay");
    }

    private static void stopKafkaForAWhile(LocalPlatform platform) {
        platform.stop("kafka");
        LockSupport.parkNanos(KAFKA_AWAY.toNanos());
        platform.start("kafka");
    }

    private static void flushRedis(LocalPlatform platform) {
        try (var client = RedisClient.create("redis://localhost:" + platform.ports().redis())) {
            client.connect().sync().flushall();
        }
    }
}
