package dev.sluice.relay.journal.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.account.JournalMark;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.journal.JournalSamples;

import static org.assertj.core.api.Assertions.assertThat;

/// When a journal writes its marks and what they may say (metering §3).
class MarksTest {

    @TempDir
    Path folder;

    private RecorderUnderTest relay;

    @BeforeEach
    void begin() throws IOException {
        relay = new RecorderUnderTest(folder, RecorderUnderTest.ROOMY, Durability.JOURNAL, InstantSource.system());
    }

    @AfterEach
    void end() throws IOException {
        relay.close();
    }

    @Test
    void areTheFirstRecordOfEachPartitionAndNothingIsTakenBeforeKafkaHasThem() {
        relay.live.announce();

        assertThat(marks()).hasSize(JournalSamples.PARTITIONS);
        assertThat(relay.live.announced()).isFalse();
        relay.acknowledgeAll();
        assertThat(relay.live.announced()).isTrue();
        assertThat(relay.live.announced(relay.samples.partition)).isTrue();
    }

    @Test
    void doNotFollowOneThatKafkaDoesNotHave() {
        relay.live.announce();
        relay.live.mark(true);
        assertThat(marks()).hasSize(JournalSamples.PARTITIONS);
        relay.acknowledgeAll();

        relay.live.mark(true);

        assertThat(marks()).hasSize(JournalSamples.PARTITIONS);
    }

    @Test
    void standWhereRequestsAreOpenAndElsewhereOnlyEveryFiveSeconds() {
        relay.ask(JournalSamples.request());

        relay.live.mark(false);

        assertThat(relay.events()).hasSize(1);
    }

    @Test
    void claimNoTimeAtWhichAnAdmissionWasUnderWayThatIsNotInTheJournal() {
        RequestId request = JournalSamples.request();
        relay.live.told(1_000);
        relay.ask(request);
        relay.live.told(5_000);

        assertThat(marked()).isEqualTo(Instant.ofEpochMilli(1_000));
        relay.append(relay.samples.reserved(request));
        assertThat(marked()).isEqualTo(Instant.ofEpochMilli(5_000));
    }

    @Test
    void goOnWhenAnAdmissionIsGivenUp() {
        relay.live.told(1_000);
        Holding holding = relay.ask(JournalSamples.request());
        relay.live.told(5_000);

        holding.givenUp(0);

        assertThat(marked()).isEqualTo(Instant.ofEpochMilli(5_000));
    }

    private Instant marked() {
        relay.acknowledgeAll();
        relay.live.mark(relay.samples.partition);
        return marks().getLast().reservedBefore();
    }

    private List<JournalMark> marks() {
        return relay.events().stream().filter(JournalMark.class::isInstance).map(JournalMark.class::cast).toList();
    }
}
