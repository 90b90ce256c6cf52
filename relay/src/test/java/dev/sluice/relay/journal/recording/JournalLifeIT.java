package dev.sluice.relay.journal.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.JournalClosed;
import dev.sluice.contracts.account.UsageAbandoned;
import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.testing.TestRedis;
import dev.sluice.relay.exchange.Recorder.Answer;
import dev.sluice.relay.journal.forwarding.LogReader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// How journals begin, are handed over and end: with a real Kafka and a real Redis.
class JournalLifeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LAPSED = Duration.ofSeconds(31);
    private static final Duration UNTRUSTED = Duration.ofSeconds(21);
    /// Five seconds for Kafka, two for the forwarder, and what a busy machine takes.
    private static final Duration STOP_MAX = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void beginsANewJournalOnceItsLeaseHasLapsedAndEndsTheOldOneWithItsLastRequest() {
        try (LifeUnderTest relay = life(TestKafka.shared(), Durability.JOURNAL)) {
            JournalId old = relay.journal();
            RequestId open = relay.reserve();

            relay.skippedNanos.addAndGet(LAPSED.toNanos());
            await().atMost(PATIENCE).until(() -> !relay.journal().equals(old) && relay.life.announced());
            assertThat(relay.holdings.journals()).hasSize(2);
            RequestId later = relay.reserve();
            assertThat(relay.settle(open)).isEqualTo(new Answer.Recorded());
            assertThat(relay.settle(later)).isEqualTo(new Answer.Recorded());

            await().atMost(PATIENCE).until(() -> !folder.resolve(old.value()).toFile().exists());
            assertThat(log(TestKafka.shared(), old)).last().isInstanceOf(JournalClosed.class);
            assertThat(ends(log(TestKafka.shared(), old))).containsExactly(open);
            assertThat(ends(log(TestKafka.shared(), relay.journal()))).containsExactly(later);
            await().atMost(PATIENCE).until(() -> leases(old) == 0 && leases(relay.journal()) == 1);
        }
    }

    @Test
    void takesNoReservationIntoAJournalThatIsHandedOver() {
        try (LifeUnderTest relay = life(TestKafka.shared(), Durability.JOURNAL)) {
            JournalId old = relay.journal();
            relay.reserve();
            LiveJournal handedOver = relay.holdings.live().getFirst();

            relay.skippedNanos.addAndGet(LAPSED.toNanos());
            await().atMost(PATIENCE).until(() -> !relay.journal().equals(old));

            assertThat(handedOver.announced(relay.samples.partition)).isFalse();
            assertThat(handedOver.closing()).isTrue();
        }
    }

    @Test
    void cutsWhatIsPrepaidOnceTheLeaseIsOlderThanTwentySeconds() {
        try (LifeUnderTest relay = life(TestKafka.shared(), Durability.JOURNAL)) {
            assertThat(relay.cuts).hasValue(0);

            relay.skippedNanos.addAndGet(UNTRUSTED.toNanos());

            await().atMost(PATIENCE).until(() -> relay.cuts.get() > 0);
        }
    }

    @Test
    void stopsWithinSecondsWhileKafkaIsAwayAndTheNextRunBringsTheRest() {
        try (TestKafka kafka = TestKafka.started()) {
            LifeUnderTest first = life(kafka, Durability.JOURNAL);
            JournalId journal = first.journal();
            RequestId before = first.reserve();
            first.settle(before);
            kafka.stop();
            RequestId settled = first.reserve();
            first.settle(settled);
            RequestId open = first.reserve();

            long begun = System.nanoTime();
            first.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(STOP_MAX);

            kafka.start();
            try (LifeUnderTest second = life(kafka, Durability.JOURNAL)) {
                await().atMost(PATIENCE).until(() -> !folder.resolve(journal.value()).toFile().exists());
                assertThat(second.journal()).isNotEqualTo(journal);
                List<AccountEvent> events = log(kafka, journal);
                assertThat(ends(events)).containsExactlyInAnyOrder(before, settled, open);
                assertThat(events).filteredOn(UsageSettled.class::isInstance).hasSize(2);
                assertThat(events).filteredOn(UsageAbandoned.class::isInstance).hasSize(1);
            }
        }
    }

    @Test
    void answersAReplicatedReservationOnlyWhenKafkaHasIt() {
        try (LifeUnderTest relay = life(TestKafka.shared(), Durability.REPLICATED)) {
            RequestId request = relay.reserve();

            assertThat(log(TestKafka.shared(), relay.journal())).filteredOn(UsageReserved.class::isInstance)
                    .extracting(event -> ((UsageEvent) event).requestId()).containsExactly(request);
        }
    }

    private LifeUnderTest life(TestKafka kafka, Durability durability) {
        return new LifeUnderTest(kafka, TestRedis.shared(), folder, durability);
    }

    private static long leases(JournalId journal) {
        RedisClient client = RedisClient.create(TestRedis.shared().uri());
        try {
            RedisCommands<String, String> redis = client.connect().sync();
            return redis.exists(RedisKeys.journalLease(journal));
        } finally {
            client.shutdown();
        }
    }

    private static List<AccountEvent> log(TestKafka kafka, JournalId journal) {
        return new LogReader(kafka.bootstrapServers()).read(journal).events();
    }

    private static List<RequestId> ends(List<AccountEvent> events) {
        return events.stream().filter(UsageEvent.Terminal.class::isInstance)
                .map(event -> ((UsageEvent) event).requestId()).toList();
    }
}
