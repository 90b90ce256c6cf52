package dev.sluice.relay.journal.forwarding;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.account.JournalMark;
import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.topics.Deployment;
import dev.sluice.contracts.topics.TopicKeeper;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.relay.journal.Journal;
import dev.sluice.relay.journal.JournalSamples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// One broker of its own, because it is stopped and its topic is spoilt. `-Dlong=true` keeps Kafka away for
/// ten minutes at 200 requests a second.
class ForwarderIT {

    private static final boolean LONG = Boolean.getBoolean("long");
    private static final Duration AWAY = LONG ? Duration.ofMinutes(10) : Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int REQUESTS_PER_PAUSE = LONG ? 4 : 1;
    /// Above the size of a batch, as in production: below it the producer would split and retry for ever.
    private static final int MESSAGE_BYTES_MAX = 140_000;

    private final JournalSamples samples = new JournalSamples();
    private final ForwarderCounts counts = new ForwarderCounts();

    @TempDir
    Path folder;

    @Test
    void losesNothingWhileKafkaIsAway() throws Exception {
        try (TestKafka kafka = TestKafka.started()) {
            createTopics(kafka);
            Journal journal = JournalSamples.journals(folder).create();
            Thread forwarding = start(kafka, journal);
            Set<RequestId> appended = new HashSet<>();
            appendFor(Duration.ofSeconds(2), journal, appended);

            kafka.stop();
            appendFor(AWAY, journal, appended);
            kafka.start();
            appendFor(Duration.ofSeconds(1), journal, appended);

            forwarding.join(Duration.ofSeconds(1));
            await().atMost(Duration.ofSeconds(60)).until(journal::drained);
            assertThat(ended(kafka, journal)).containsExactlyInAnyOrderElementsOf(appended);
        }
    }

    @Test
    void buriesARecordThatKafkaRefusesForEverAndGoesOn() throws Exception {
        try (TestKafka kafka = TestKafka.started()) {
            createTopics(kafka);
            limitMessages(kafka, MESSAGE_BYTES_MAX);
            Journal journal = JournalSamples.journals(folder).create();
            RequestId small = JournalSamples.request();
            samples.append(journal, samples.settled(JournalSamples.request()));
            samples.append(journal, samples.tooLarge(JournalSamples.request(), 170_000));
            samples.append(journal, samples.settled(small));
            start(kafka, journal);

            await().atMost(Duration.ofSeconds(60)).until(journal::drained);

            LogReader log = new LogReader(kafka.bootstrapServers());
            assertThat(log.read(journal.id()).partitions().get(samples.partition).get(1L))
                    .isInstanceOf(JournalMark.class);
            assertThat(ended(kafka, journal)).hasSize(2).contains(small);
            assertThat(log.all(Topics.DLQ_ACCOUNT_EVENTS.name())).hasSize(1);
        }
    }

    private Thread start(TestKafka kafka, Journal journal) {
        return Thread.ofPlatform().daemon().start(new Forwarder(journal,
                Producers.of(kafka.bootstrapServers(), "test", Pace.GATHERING), "relay-1", Pace.GATHERING,
                Acknowledgements.IGNORED, counts));
    }

    private void appendFor(Duration time, Journal journal, Set<RequestId> appended) {
        long until = System.nanoTime() + time.toNanos();
        await().atMost(time.plusSeconds(60)).pollInterval(PAUSE).until(() -> {
            for (int n = 0; n < REQUESTS_PER_PAUSE; n++) {
                RequestId request = JournalSamples.request();
                samples.append(journal, samples.reserved(request));
                samples.append(journal, samples.settled(request));
                appended.add(request);
            }
            return System.nanoTime() > until;
        });
    }

    private static List<RequestId> ended(TestKafka kafka, Journal journal) {
        return new LogReader(kafka.bootstrapServers()).read(journal.id()).events().stream()
                .filter(UsageEvent.Terminal.class::isInstance).map(event -> ((UsageEvent) event).requestId()).toList();
    }

    private static void createTopics(TestKafka kafka) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            TopicKeeper topics = new TopicKeeper(admin, new Deployment(JournalSamples.PARTITIONS, 1));
            await().atMost(Duration.ofSeconds(60)).ignoreExceptionsInstanceOf(KafkaException.class).untilAsserted(
                    () -> topics.ensure(List.of(Topics.ACCOUNT_EVENTS, Topics.DLQ_ACCOUNT_EVENTS)));
        }
    }

    private static void limitMessages(TestKafka kafka, int bytes) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                    new ConfigResource(ConfigResource.Type.TOPIC, Topics.ACCOUNT_EVENTS.name()),
                    List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", Integer.toString(bytes)),
                            AlterConfigOp.OpType.SET))))
                    .all().get();
        }
    }
}
