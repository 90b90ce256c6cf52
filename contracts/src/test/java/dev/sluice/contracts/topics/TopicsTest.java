package dev.sluice.contracts.topics;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TopicsTest {

    @Test
    void everyTopicStatesWhatTheBrokersDefaultsGetWrong() {
        Deployment production = new Deployment(12, 3);

        assertThat(Topics.all()).allSatisfy(topic -> assertThat(topic.config(production))
                .containsEntry("message.timestamp.type", "LogAppendTime")
                .containsEntry("min.insync.replicas", "2")
                .containsKeys("cleanup.policy", "retention.ms"));
    }

    @Test
    void compactedTopicsAreCompactedWithinADay() {
        assertThat(Topics.all())
                .filteredOn(topic -> topic.cleanup() != TopicSpec.Cleanup.DELETE)
                .allSatisfy(
                        topic -> assertThat(topic.config(new Deployment(4, 1))).containsEntry("max.compaction.lag.ms",
                                "86400000"));
    }

    @Test
    void allOfIdentityIsDecidedInOneOrder() {
        assertThat(Topics.IDENTITY_COMMANDS.partitions(new Deployment(48, 3))).isEqualTo(1);
        assertThat(Topics.ACCOUNT_EVENTS.partitions(new Deployment(48, 3))).isEqualTo(48);
    }

    @Test
    void namesAreUnique() {
        assertThat(Topics.all()).extracting(TopicSpec::name).doesNotHaveDuplicates();
    }

    @Test
    void aKeyAlwaysFallsIntoTheSamePartition() {
        assertThat(Partitions.of("cu_01a2c3d4-0001-7000-8000-0123456789ab", 12)).isEqualTo(9);
    }

    @Test
    void anAbsurdDeploymentIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Deployment(0, 1))
                .withMessage("partitions: 0 (expected: 1..1000)");
    }
}
