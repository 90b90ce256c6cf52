package dev.sluice.relay.journal.forwarding;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.UsageAbandoned;
import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.topics.Deployment;
import dev.sluice.contracts.topics.TopicKeeper;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.relay.journal.Journal;
import dev.sluice.relay.journal.JournalSamples;
import dev.sluice.relay.journal.forwarding.HaltingChild.Point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A process dies at each point between the reservation of a request and the cursor behind its end. Whatever
/// the point, the log holds each of its events once and each request ends once, with what was known of it.
class HaltedRelayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LogReader log = new LogReader(TestKafka.shared().bootstrapServers());

    @TempDir
    Path folder;

    @BeforeEach
    void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()))) {
            TopicKeeper topics = new TopicKeeper(admin, new Deployment(JournalSamples.PARTITIONS, 1));
            await().atMost(PATIENCE).ignoreExceptionsInstanceOf(KafkaException.class).untilAsserted(
                    () -> topics.ensure(List.of(Topics.ACCOUNT_EVENTS, Topics.DLQ_ACCOUNT_EVENTS)));
        }
        log.skipToTheEnd();
    }

    @ParameterizedTest
    @EnumSource(Point.class)
    void leavesEachEventOnceWhereverItDies(Point point) throws Exception {
        dieAt(point);

        Journal journal = JournalSamples.journals(folder).leftovers().getFirst().close().orElseThrow();
        forward(journal);

        List<AccountEvent> events = log.read(journal.id()).events();
        assertThat(of(events, HaltingChild.FIRST)).satisfiesExactly(
                event -> assertThat(event).isInstanceOf(UsageReserved.class),
                event -> assertThat(event).isInstanceOf(UsageSettled.class));
        List<UsageEvent> second = of(events, HaltingChild.SECOND);
        switch (point) {
            case BEFORE_THE_RESERVATION -> assertThat(second).isEmpty();
            case AFTER_THE_RESERVATION, IN_RECOVERY -> assertEndedBy(second, UsageAbandoned.class);
            case AFTER_THE_END, KAFKA_HAS_IT_UNANSWERED, ACKNOWLEDGED_BEFORE_THE_CURSOR, AFTER_THE_CURSOR ->
                assertEndedBy(second, UsageSettled.class);
        }
    }

    private static void assertEndedBy(List<UsageEvent> events, Class<? extends UsageEvent> end) {
        assertThat(events).satisfiesExactly(
                event -> assertThat(event).isInstanceOf(UsageReserved.class),
                event -> assertThat(event).isInstanceOf(end));
    }

    private static List<UsageEvent> of(List<AccountEvent> events, RequestId request) {
        return events.stream().filter(UsageEvent.class::isInstance).map(UsageEvent.class::cast)
                .filter(event -> event.requestId().equals(request)).toList();
    }

    private void dieAt(Point point) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx128m", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), HaltingChild.class.getName(), folder.toString(),
                TestKafka.shared().bootstrapServers(), point.name()).inheritIO().start();
        try {
            assertThat(child.waitFor(PATIENCE)).isTrue();
            assertThat(child.exitValue()).isEqualTo(HaltingChild.HALTED);
        } finally {
            child.destroyForcibly().waitFor();
        }
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
}
