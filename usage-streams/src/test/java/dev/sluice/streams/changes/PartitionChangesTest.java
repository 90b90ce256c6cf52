package dev.sluice.streams.changes;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.streams.changes.Changes.News;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

class PartitionChangesTest {

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final long LIFE = 0xFACEL;
    private static final UserId ADA = user(1);
    private static final UserId BOB = user(2);
    private static final UserId EVE = user(3);

    private final PartitionChanges changes = new PartitionChanges(LIFE, 2, 2);

    @Test
    void withoutAMarkTheAnswerIsWhereThingsStand() throws InterruptedException {
        changes.applied(ADA);

        News news = changes.await(ADA, Optional.empty(), LONG);

        assertThat(news).isEqualTo(new News(new Mark(LIFE, 1), false));
    }

    @Test
    void aChangeSinceTheMarkIsAnsweredAtOnceAndOnce() throws InterruptedException {
        Mark before = mark(ADA);
        changes.applied(ADA);

        News news = changes.await(ADA, Optional.of(before), LONG);

        assertThat(news.changed()).isTrue();
        assertThat(changes.await(ADA, Optional.of(news.mark()), AT_ONCE).changed()).isFalse();
    }

    @Test
    void oneHearsNothingOfAnother() throws InterruptedException {
        Mark before = mark(ADA);
        changes.applied(BOB);

        assertThat(changes.await(ADA, Optional.of(before), Duration.ofMillis(50)).changed()).isFalse();
    }

    @Test
    void aChangeWakesEverybodyWhoWaitsForItsUser() throws Exception {
        Mark before = mark(ADA);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<News> one = threads.submit(() -> changes.await(ADA, Optional.of(before), LONG));
            Future<News> two = threads.submit(() -> changes.await(ADA, Optional.of(before), LONG));

            changes.applied(ADA);

            assertThat(one.get(10, TimeUnit.SECONDS).changed()).isTrue();
            assertThat(two.get(10, TimeUnit.SECONDS).changed()).isTrue();
        }
    }

    @Test
    void aForgottenUserMayHaveChanged() throws InterruptedException {
        Mark before = mark(ADA);
        changes.applied(ADA);
        changes.applied(BOB);
        changes.applied(EVE);

        assertThat(changes.await(ADA, Optional.of(before), LONG).changed()).isTrue();
        assertThat(changes.await(ADA, Optional.of(mark(ADA)), AT_ONCE).changed()).isFalse();
    }

    @Test
    void aMarkOfAnotherLifeMayHaveMissedSomething() throws InterruptedException {
        assertThat(changes.await(ADA, Optional.of(new Mark(LIFE + 1, 0)), LONG).changed()).isTrue();
    }

    @Test
    void theEndOfALifeWakesWhoWaits() throws Exception {
        Mark before = mark(ADA);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<News> waiting = threads.submit(() -> changes.await(ADA, Optional.of(before), LONG));

            changes.end();

            assertThat(waiting.get(10, TimeUnit.SECONDS).changed()).isTrue();
        }
    }

    @Test
    void moreThanMayWaitAreAnsweredAtOnce() throws Exception {
        Mark before = mark(ADA);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = CompletableFuture.allOf(waiting(threads, before), waiting(threads, before));
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                long begun = System.nanoTime();
                changes.await(BOB, Optional.of(before), Duration.ofSeconds(1));
                return System.nanoTime() - begun < Duration.ofMillis(500).toNanos();
            });

            changes.applied(ADA);
            waiting.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aMarkIsReadAsItWasWrittenAndNothingElseIs() {
        Mark mark = new Mark(-1, 42);

        assertThat(Mark.parse(mark.text())).isEqualTo(mark);
        assertThatIllegalArgumentException().isThrownBy(() -> Mark.parse("42")).withMessageContaining("since: 42");
    }

    private CompletableFuture<News> waiting(ExecutorService threads, Mark since) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return changes.await(ADA, Optional.of(since), LONG);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }, threads);
    }

    private Mark mark(UserId user) throws InterruptedException {
        return changes.await(user, Optional.empty(), AT_ONCE).mark();
    }

    private static UserId user(int number) {
        return UserId.of(new UUID(7L << 12, Long.MIN_VALUE | number));
    }
}
