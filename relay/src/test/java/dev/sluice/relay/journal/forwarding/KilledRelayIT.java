package dev.sluice.relay.journal.forwarding;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.JournalClosed;
import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.topics.Deployment;
import dev.sluice.contracts.topics.TopicKeeper;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.relay.journal.Journal;
import dev.sluice.relay.journal.JournalSamples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A process that appends at full speed is killed with `SIGKILL` at random moments, twenty times. Whatever
/// append had returned is in Kafka afterwards, once, and every request has one end.
/// `-Dlong=true` kills 200 times; a failing run prints its seed, `-Dseed=` repeats the moments.
class KilledRelayIT {

    private static final int KILLS = Boolean.getBoolean("long") ? 200 : 20;
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int APPENDS_MAX = 600;

    @TempDir
    Path folder;

    @BeforeEach
    void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()))) {
            TopicKeeper topics = new TopicKeeper(admin, new Deployment(JournalSamples.PARTITIONS, 1));
            await().atMost(Duration.ofSeconds(60)).ignoreExceptionsInstanceOf(KafkaException.class).untilAsserted(
                    () -> topics.ensure(List.of(Topics.ACCOUNT_EVENTS, Topics.DLQ_ACCOUNT_EVENTS)));
        }
    }

    @Test
    void losesNothingThatWasAppendedAndEndsEachRequestOnce() throws Exception {
        Random random = new Random(SEED);
        LogReader log = new LogReader(TestKafka.shared().bootstrapServers());
        for (int kill = 0; kill < KILLS; kill++) {
            log.skipToTheEnd();
            Path journals = Files.createDirectory(folder.resolve("run" + kill));
            long[] appended = appendAndDie(journals, 1 + random.nextInt(APPENDS_MAX));

            Journal journal = JournalSamples.journals(journals, Runnable::run).leftovers().getFirst().close()
                    .orElseThrow();
            forward(journal);

            assertComplete(log.read(journal.id()), appended);
            journal.delete();
            assertThat(journals).isEmptyDirectory();
        }
    }

    /// Answers how many requests of each thread were appended for certain.
    private static long[] appendAndDie(Path journals, int appends) throws IOException, InterruptedException {
        Path witnessFile = journals.resolveSibling(journals.getFileName() + ".witness");
        MemorySegment witness = AppendingChild.witness(witnessFile);
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx128m", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), AppendingChild.class.getName(), journals.toString(),
                witnessFile.toString()).inheritIO().start();
        try {
            await().atMost(Duration.ofSeconds(60)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1))
                    .until(() -> witness.getAtIndex(ValueLayout.JAVA_LONG, 0) >= appends);
        } finally {
            child.destroyForcibly().waitFor();
        }
        return new long[]{witness.getAtIndex(ValueLayout.JAVA_LONG, 0),
                witness.getAtIndex(ValueLayout.JAVA_LONG, 1)};
    }

    private static void forward(Journal journal) {
        Forwarder forwarder = new Forwarder(journal,
                Producers.of(TestKafka.shared().bootstrapServers(), "recovery", Pace.GATHERING), "relay-1",
                Pace.GATHERING,
                Acknowledgements.IGNORED,
                new ForwarderCounts());
        forwarder.endWhenDrained();
        forwarder.run();
        assertThat(journal.drained()).isTrue();
    }

    private static void assertComplete(LogReader.Log log, long[] appended) {
        Map<RequestId, Long> reserved = count(log.events(), UsageReserved.class);
        Map<RequestId, Long> ended = count(log.events(), UsageEvent.Terminal.class);
        Map<RequestId, Long> expected = new HashMap<>();
        for (int thread = 0; thread < AppendingChild.THREADS; thread++) {
            for (long n = 0; n < appended[thread]; n++) {
                expected.put(AppendingChild.request(thread, n), 1L);
            }
        }
        assertThat(reserved).as("seed %d", SEED).containsAllEntriesOf(expected).isEqualTo(ended);
        assertThat(reserved.values()).containsOnly(1L);
        assertThat(reserved.size() - expected.size()).isLessThanOrEqualTo(AppendingChild.THREADS);
        log.partitions().stream().filter(partition -> !partition.isEmpty())
                .forEach(partition -> assertThat(partition.lastEntry().getValue()).isInstanceOf(JournalClosed.class));
    }

    private static Map<RequestId, Long> count(List<AccountEvent> events, Class<? extends UsageEvent> type) {
        return events.stream().filter(type::isInstance).map(type::cast)
                .collect(Collectors.groupingBy(UsageEvent::requestId, Collectors.counting()));
    }
}
