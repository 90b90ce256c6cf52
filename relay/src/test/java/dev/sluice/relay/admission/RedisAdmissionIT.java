package dev.sluice.relay.admission;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.testing.PromisedTime;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.testing.TestRedis;
import dev.sluice.relay.exchange.Recorder;
import dev.sluice.relay.exchange.reservation.Admission;
import dev.sluice.relay.exchange.reservation.Admission.Verdict;
import dev.sluice.relay.journal.recording.Durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What admission promises under concurrency and faults, with the real scripts on a Redis of its own.
class RedisAdmissionIT {

    private static final long LATER = Duration.ofMinutes(10).toMillis();

    @TempDir
    Path folder;

    private TestRedis redis;
    private CoreUnderTest core;

    @BeforeEach
    void start() throws Exception {
        redis = TestRedis.started();
        core = new CoreUnderTest(TestKafka.shared(), redis, folder, Durability.JOURNAL);
    }

    @AfterEach
    void stop() throws Exception {
        core.close();
        redis.close();
    }

    @Test
    void admitsExactlyWhatTheMinuteAllowsOfThreeHundredAtOnce() throws Exception {
        Persons person = Persons.with(100L, null);
        open(person, "100");

        List<Verdict> verdicts = together(Stream.generate(() -> person.asks("0.001")).limit(300).toList());

        assertThat(verdicts).filteredOn(Verdict.Admitted.class::isInstance).hasSize(100);
        assertThat(verdicts).filteredOn(Verdict.LimitReached.class::isInstance).hasSize(200);
    }

    @Test
    void admitsAsManyWhereverTheyAskFrom() throws Exception {
        Persons person = Persons.with(100L, null);
        open(person, "100");

        List<CompletableFuture<Verdict>> answers = IntStream.range(0, 300).mapToObj(i -> i % 2 == 0
                ? core.admitLater(person.asks("0.001"))
                : core.admitFromElsewhere(person.asks("0.001"))).toList();

        assertThat(answers).map(CompletableFuture::join).filteredOn(Verdict.Admitted.class::isInstance).hasSize(100);
    }

    @Test
    void neverReservesMoreThanTheBalanceForManyAtOnce() throws Exception {
        Persons person = Persons.with(null, null);
        open(person, "0.50");

        List<Verdict> verdicts = together(Stream.generate(() -> person.asks("0.03")).limit(64 * 5).toList());

        assertThat(verdicts).filteredOn(Verdict.Admitted.class::isInstance).hasSize(16);
        assertThat(verdicts).filteredOn(Verdict.BalanceSpent.class::isInstance).hasSize(64 * 5 - 16);
    }

    @Test
    void givesAPlaceBackWhenARequestEnds() throws Exception {
        Persons person = Persons.with(null, 1L);
        open(person, "10");
        Admission.Request first = person.asks("0.01");
        assertThat(core.admit(first)).isInstanceOf(Verdict.Admitted.class);
        assertThat(core.admit(person.asks("0.01"))).isInstanceOf(Verdict.LimitReached.class);

        core.end(first);

        assertThat(core.admit(person.asks("0.01"))).isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void saysUnknownOfAnAccountThatRedisDoesNotKnow() {
        assertThat(core.admit(Persons.with(null, null).asks("0.01"))).isEqualTo(new Verdict.AccountUnknown());
    }

    @Test
    void opensAGateItselfWhenNoOtherJournalIsInTheWay() throws Exception {
        Persons person = Persons.with(null, null);
        core.watermark(person.id(), 1);
        core.apply(person.id(), NanoUsd.parse("1"));

        assertThat(core.admit(person.asks("0.01"))).isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void countsWhatItHadReservedAgainAfterRedisLostEverything() throws Exception {
        Persons person = Persons.with(null, null);
        open(person, "0.50");
        for (int i = 0; i < 10; i++) {
            Admission.Request request = person.asks("0.03");
            Verdict.Admitted admitted = (Verdict.Admitted) core.admit(request);
            assertThat(core.record(request, admitted)).isEqualTo(new Recorder.Answer.Recorded());
        }
        core.redis.flushall();
        assertThat(core.admit(person.asks("0.03"))).isEqualTo(new Verdict.AccountUnknown());
        core.apply(person.id(), NanoUsd.parse("0.50"));
        core.nameThisServer();

        List<Verdict> verdicts = together(Stream.generate(() -> person.asks("0.03")).limit(64).toList());

        assertThat(verdicts).filteredOn(Verdict.Admitted.class::isInstance).hasSize(6);
        assertThat(verdicts).filteredOn(Verdict.BalanceSpent.class::isInstance).hasSize(58);
    }

    @Test
    void refusesWithinAQuarterSecondWhileRedisIsAwayAndGoesOnWhenItIsNamed() throws Exception {
        Persons person = Persons.with(null, null);
        open(person, "10");
        redis.stop();
        PromisedTime.keptWithin(Duration.ofMillis(900), () -> {
            long before = System.nanoTime();
            assertThat(core.admit(person.asks("0.01"))).isInstanceOf(Verdict.Unavailable.class);
            return Duration.ofNanos(System.nanoTime() - before);
        });
        redis.start();
        await().until(() -> core.redis.ping().equals("PONG"));
        assertThat(core.admit(person.asks("0.01"))).isInstanceOf(Verdict.Unavailable.class);

        core.nameThisServer();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> core.admit(person.asks("0.01")) instanceof Verdict.Admitted);
    }

    @Test
    void renewsItsLeaseUntilTheJournalIsClosedInTheLog() throws Exception {
        String lease = RedisKeys.journalLease(core.holdings.journals().getFirst());
        assertThat(core.redis.pttl(lease)).isBetween(20_000L, 30_000L);

        core.life.stop();

        await().untilAsserted(() -> assertThat(core.redis.exists(lease)).isZero());
    }

    private void open(Persons person, String usd) throws Exception {
        long gate = core.apply(person.id(), NanoUsd.parse(usd));
        core.watermark(person.id(), gate);
        assertThat(gate).isLessThan(System.currentTimeMillis() + LATER);
    }

    private List<Verdict> together(List<Admission.Request> requests) {
        List<CompletableFuture<Verdict>> answers = IntStream.range(0, requests.size()).parallel()
                .mapToObj(i -> core.admitLater(requests.get(i))).toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }
}
