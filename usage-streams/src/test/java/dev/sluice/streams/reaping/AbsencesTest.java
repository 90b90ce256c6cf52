package dev.sluice.streams.reaping;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.ids.JournalId;

import static org.assertj.core.api.Assertions.assertThat;

class AbsencesTest {

    private static final JournalId JOURNAL = JournalId.of(new UUID(0x7000L, 0x8000_0000_0000_0001L));
    private static final long THIRTY_SECONDS = Duration.ofSeconds(30).toNanos();

    private final Absences absences = new Absences(Duration.ofSeconds(30));

    @Test
    void aJournalIsLostAfterThirtySecondsWithoutALease() {
        assertThat(absences.absent(JOURNAL, 0)).isFalse();
        assertThat(absences.absent(JOURNAL, THIRTY_SECONDS - 1)).isFalse();
        assertThat(absences.absent(JOURNAL, THIRTY_SECONDS)).isTrue();
    }

    @Test
    void aLeaseThatComesBackStartsTheCountAnew() {
        absences.absent(JOURNAL, 0);
        absences.present(JOURNAL);

        assertThat(absences.absent(JOURNAL, THIRTY_SECONDS)).isFalse();
    }

    @Test
    void timeWithoutTheSentinelDoesNotCount() {
        absences.absent(JOURNAL, 0);
        absences.reset();

        assertThat(absences.absent(JOURNAL, THIRTY_SECONDS)).isFalse();
    }

    @Test
    void closedJournalsAreForgotten() {
        absences.absent(JOURNAL, 0);
        absences.retain(Set.of());

        assertThat(absences.absent(JOURNAL, THIRTY_SECONDS)).isFalse();
    }
}
