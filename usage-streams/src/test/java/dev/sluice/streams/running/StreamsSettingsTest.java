package dev.sluice.streams.running;

import java.nio.file.Path;
import java.time.Duration;

import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.topics.Deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/// What metering §7 demands stands in the settings, whatever Kafka's defaults become.
class StreamsSettingsTest {

    private static final StreamsSettings SETTINGS = new StreamsSettings("sluice-decider", "kafka:9092",
            new Deployment(12, 3), Path.of("state"), "here:8083", 2, 1, Duration.ofMillis(50));

    @Test
    void theDeciderCommitsExactlyOnceEvery50Milliseconds() {
        StreamsConfig config = SETTINGS.exactlyOnce();

        assertThat(config.originals()).containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("commit.interval.ms", 50L)
                .containsEntry("producer.transaction.timeout.ms", 5_000)
                .containsEntry("statestore.cache.max.bytes", StreamsSettings.DECIDER_CACHE_BYTES);
    }

    @Test
    void aDeadInstanceIsMissedWithinSeconds() {
        StreamsConfig config = SETTINGS.exactlyOnce();

        assertThat(config.originals()).containsEntry("consumer.session.timeout.ms", 6_000)
                .containsEntry("consumer.heartbeat.interval.ms", 1_500)
                .containsEntry("num.standby.replicas", 1)
                .containsEntry("group.protocol", "classic");
    }

    @Test
    void internalTopicsAreAsSafeAsOurOwn() {
        StreamsConfig config = SETTINGS.exactlyOnce();

        assertThat(config.originals()).containsEntry("replication.factor", 3)
                .containsEntry("topic.min.insync.replicas", 2)
                .containsEntry("topic.message.timestamp.type", "CreateTime")
                .containsEntry("ensure.explicit.internal.resource.naming", true);
    }

    @Test
    void theHistoryReadsWhatIsCommittedAndKeepsItsStoresAfterAKill() {
        StreamsConfig config = SETTINGS.atLeastOnce();

        assertThat(config.originals()).containsEntry("processing.guarantee", "at_least_once")
                .containsEntry("consumer.isolation.level", "read_committed");
    }

    @Test
    void brokersWithoutSafeTransactionsAreRefused() {
        KafkaDoor.requireTransactionVersion(new FinalizedVersionRange((short) 2, (short) 2));

        assertThatIllegalStateException().isThrownBy(() -> KafkaDoor.requireTransactionVersion(null))
                .withMessageContaining("transaction.version: 0 (expected: >= 2");
    }
}
