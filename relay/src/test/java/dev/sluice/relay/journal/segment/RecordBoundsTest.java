package dev.sluice.relay.journal.segment;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.topics.Deployment;
import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.relay.journal.segment.JournalRecord.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// No record of a journal is too large for Kafka, as long as the topics are those of the catalogue: what a topic with
/// a lower bound refuses has room among the dead letters.
class RecordBoundsTest {

    /// Of headers and of what Kafka adds to a batch: far more than they take.
    private static final int AROUND_BYTES_MAX = 16 * 1024;

    @Test
    void theLargestRecordHasRoomInItsTopicAndAmongTheDeadLetters() {
        for (TopicSpec topic : List.of(Topics.ACCOUNT_EVENTS, Topics.DLQ_ACCOUNT_EVENTS)) {
            int most = Integer.parseInt(topic.config(new Deployment(1, 1)).get("max.message.bytes"));

            assertThat(RecordFormat.RECORD_BYTES_MAX + AROUND_BYTES_MAX).as(topic.name()).isLessThan(most);
        }
    }

    @Test
    void aLargerOneIsNotTaken() {
        Draft draft = new Draft(Kind.EVENT, 0, 0, 0, "UsageSettled", "user", "event",
                new byte[RecordFormat.RECORD_BYTES_MAX]);

        assertThatThrownBy(() -> RecordFormat.frame(draft)).hasMessageContaining("UsageSettled")
                .hasMessageContaining("(expected: <= 262144)");
    }
}
