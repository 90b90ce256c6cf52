package dev.sluice.relay.journal.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.account.UsageFailed;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.exchange.Recorder.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What a request waits for before it goes on, and what becomes of it when that does not come.
class DurabilityTest {

    @TempDir
    Path folder;

    @Test
    void journalGoesOnAtOnce() throws IOException {
        try (RecorderUnderTest relay = relay(Durability.JOURNAL)) {
            relay.reserve();

            assertThat(relay.answers).containsExactly(new Answer.Recorded());
        }
    }

    @Test
    void fsyncGoesOnAfterTheFlushThatAllWhoWaitHaveInCommon() throws IOException, InterruptedException {
        try (RecorderUnderTest relay = relay(Durability.FSYNC)) {
            RequestId first = relay.reserve();
            relay.reserve();
            relay.append(relay.samples.settled(first));
            assertThat(relay.answers).isEmpty();

            Thread flushing = Thread.ofPlatform().daemon().start(relay.groupCommit);

            await().untilAsserted(() -> assertThat(relay.answers).hasSize(3).containsOnly(new Answer.Recorded()));
            flushing.interrupt();
            flushing.join();
        }
    }

    @Test
    void fsyncRefusesAndEndsWhatTheDiskDoesNotTake() throws IOException, InterruptedException {
        try (RecorderUnderTest relay = relay(Durability.FSYNC)) {
            RequestId request = relay.reserve();
            deleteTheFiles();
            Thread flushing = Thread.ofPlatform().daemon().start(relay.groupCommit);

            await().untilAsserted(() -> assertThat(relay.answers).singleElement()
                    .isInstanceOfSatisfying(Answer.Failed.class,
                            failed -> assertThat(failed.reason()).contains("cannot be forced to disk")));

            assertEndedUnserved(relay, request);
            flushing.interrupt();
            flushing.join();
        }
    }

    @Test
    void replicatedGoesOnOnceKafkaHasTheReservation() throws IOException {
        try (RecorderUnderTest relay = relay(Durability.REPLICATED)) {
            RequestId request = relay.reserve();
            assertThat(relay.answers).isEmpty();

            relay.acknowledgeAll();

            assertThat(relay.answers).containsExactly(new Answer.Recorded());
            relay.append(relay.samples.settled(request));
            assertThat(relay.answers).containsExactly(new Answer.Recorded(), new Answer.Recorded());
        }
    }

    @Test
    void replicatedRefusesAndEndsWhatKafkaDoesNotTakeWithinTenSeconds() throws IOException {
        try (RecorderUnderTest relay = relay(Durability.REPLICATED)) {
            RequestId request = relay.reserve();
            beats(relay, LiveJournal.REPLICATION_BEATS_MAX);
            assertThat(relay.answers).isEmpty();

            beats(relay, 1);

            assertThat(relay.answers).containsExactly(
                    new Answer.Failed("Kafka has not acknowledged the reservation within 10 s"));
            assertEndedUnserved(relay, request);
            relay.acknowledgeAll();
            assertThat(relay.answers).hasSize(1);
        }
    }

    private static void beats(RecorderUnderTest relay, int beats) {
        for (int n = 0; n < beats; n++) {
            relay.live.beat();
        }
    }

    /// Else recovery would abandon it and charge it by its estimate.
    private static void assertEndedUnserved(RecorderUnderTest relay, RequestId request) {
        assertThat(relay.events()).satisfiesExactly(
                first -> assertThat(first).isInstanceOf(UsageReserved.class),
                second -> assertThat(second).isInstanceOfSatisfying(UsageFailed.class, failed -> {
                    assertThat(failed.requestId()).isEqualTo(request);
                    assertThat(failed.errorCode()).isEqualTo("not-durable");
                }));
        assertThat(relay.journal.openCount()).isZero();
    }

    private void deleteTheFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(file -> !file.equals(folder)).sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private RecorderUnderTest relay(Durability durability) throws IOException {
        return new RecorderUnderTest(folder, RecorderUnderTest.ROOMY, durability, InstantSource.system());
    }
}
