package dev.sluice.relay.admission;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.admission.Limit;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.testing.TestRedis;
import dev.sluice.relay.exchange.UsageLook.Answer;
import dev.sluice.relay.exchange.caller.Caller;
import dev.sluice.relay.exchange.reservation.Admission;
import dev.sluice.relay.exchange.reservation.Admission.Verdict;
import dev.sluice.relay.journal.recording.Durability;
import dev.sluice.relay.redis.RedisLink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What a key is told it has used, against what admission really counts.
class RedisUsageLookIT {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final int RESERVATIONS = 300;

    @TempDir
    private Path folder;
    private TestRedis redis;
    private CoreUnderTest core;
    private RedisLink link;
    private RedisUsageLook look;

    @BeforeEach
    void start() throws Exception {
        redis = TestRedis.started();
        core = new CoreUnderTest(TestKafka.shared(), redis, folder, Durability.JOURNAL);
        link = new RedisLink(redis.address());
        link.open(() -> {
        });
        look = new RedisUsageLook(link);
        await().atMost(ANSWER_MAX).until(link::connected);
    }

    @AfterEach
    void stop() {
        link.close();
        core.close();
        redis.close();
    }

    @Test
    void anAccountWithoutAViewIsUnknown() {
        assertThat(ask(Persons.with(null, null))).isEqualTo(new Answer.AccountUnknown());
    }

    @Test
    void whatIsReservedIsUsedBeforeTheLogShowsIt() throws Exception {
        Persons person = Persons.with(100L, 5L);
        core.apply(person.id(), NanoUsd.parse("10"));
        core.watermark(person.id(), 1);

        await().atMost(ANSWER_MAX)
                .untilAsserted(() -> assertThat(core.admit(person.asks("0.25"))).isInstanceOf(Verdict.Admitted.class));
        assertThat(core.admit(person.asks("0.25"))).isInstanceOf(Verdict.Admitted.class);

        Answer.Used used = (Answer.Used) ask(person);
        assertThat(used.availableMicros()).isEqualTo(9_500_000);
        assertThat(used.key().of(Limit.REQUESTS_PER_MINUTE)).isEqualTo(2);
        assertThat(used.key().of(Limit.CONCURRENCY)).isEqualTo(2);
        assertThat(used.user().of(Limit.TOKENS_PER_MINUTE)).isEqualTo(400);
        assertThat(used.user().of(Limit.SPEND_TOTAL)).isEqualTo(500_000);
    }

    /// The log shows each reservation right after it was made, while somebody looks all the time.
    @Test
    void aReservationIsCountedOnceWhileItGoesOverIntoTheView() throws Exception {
        Persons person = Persons.with(null, null);
        core.apply(person.id(), NanoUsd.parse("10"));
        core.watermark(person.id(), 1);
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger reserved = new AtomicInteger();
        List<String> wrong = new CopyOnWriteArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        Thread looking = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                int least = reserved.get();
                long cents = (10_000_000 - ((Answer.Used) ask(person)).availableMicros()) / 10_000;
                if (cents < least || cents > begun.get()) {
                    wrong.add(cents + " (expected: " + least + " to " + begun + ")");
                }
            }
        });

        try {
            for (int i = 1; i <= RESERVATIONS; i++) {
                begun.incrementAndGet();
                reserve(person.asks("0.01"), i + 1, i * 10_000L);
                reserved.incrementAndGet();
            }
        } finally {
            over.set(true);
            looking.join();
        }

        assertThat(wrong).isEmpty();
    }

    private void reserve(Admission.Request request, long version, long openMicros) {
        await().atMost(ANSWER_MAX).pollDelay(Duration.ZERO)
                .untilAsserted(() -> assertThat(core.admit(request)).isInstanceOf(Verdict.Admitted.class));
        core.shown(request, version, NanoUsd.parse("10"), openMicros);
    }

    private static Caller.Known known(Persons person) {
        return new Caller.Known(person.key(), person.user(), () -> known(person));
    }

    private Answer ask(Persons person) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        look.look(known(person), Runnable::run, answer::complete);
        return answer.orTimeout(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS).join();
    }
}
