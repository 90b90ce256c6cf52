package dev.sluice.contracts.journal;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.journal.SequenceWindow.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

/// Sequence numbers, marks, what a relay may claim, and when a gate is open.
class JournalRulesTest {

    private static final JournalId ONE = JournalId.of(new UUID(0, 1));
    private static final JournalId TWO = JournalId.of(new UUID(0, 2));

    @Test
    void everyNumberIsNewExactlyOnceInWhateverOrder() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new SplittableRandom(seed);
            SequenceWindow window = new SequenceWindow();
            Set<Long> seen = new HashSet<>();
            for (int i = 0; i < 300; i++) {
                long number = random.nextLong(60);
                Verdict expected = seen.add(number) ? Verdict.NEW : Verdict.REPEAT;

                assertThat(window.offer(number)).as("seed %d", seed).isEqualTo(expected);
                long low = -1;
                while (seen.contains(low + 1)) {
                    low++;
                }
                assertThat(window.low()).as("seed %d", seed).isEqualTo(low);
            }
        }
    }

    @Test
    void moreGapsThanTheBoundAreLeftForTheRepeat() {
        SequenceWindow window = new SequenceWindow();
        for (long number = 1; number <= SequenceWindow.SPANS_MAX; number++) {
            window.offer(number * 2);
        }

        assertThat(window.offer(1_000_000)).isEqualTo(Verdict.TOO_FAR);
        assertThat(window.offer(2)).isEqualTo(Verdict.REPEAT);
        assertThat(window.offer(0)).isEqualTo(Verdict.NEW);
    }

    @Test
    void aMarkWaitsForWhatIsMissingBeforeIt() {
        JournalProgress progress = new JournalProgress();
        progress.offer(1);
        progress.mark(1, 500);

        assertThat(progress.release()).isEmpty();
        progress.offer(0);
        assertThat(progress.release()).contains(500L);
    }

    @Test
    void aWatermarkNeverStepsBackAndAReapedJournalIsDoneWith() {
        JournalProgress progress = new JournalProgress();
        progress.offer(0);
        progress.mark(0, 500);
        progress.offer(1);
        progress.mark(1, 400);

        assertThat(progress.release()).contains(500L);
        progress.reap(700);
        assertThat(progress.release()).isEmpty();
        assertThat(progress.watermarkMillis()).isEqualTo(Watermark.CLOSED_MILLIS);
    }

    @Test
    void aClaimIsTheTimeBeforeTheOldestCallUnderWay() {
        ReservedBefore floor = new ReservedBefore(100);
        long ticket = floor.begin();
        floor.told(150);

        assertThat(floor.claim()).isEqualTo(100);
        floor.done(ticket);
        assertThat(floor.claim()).isEqualTo(150);
    }

    @Test
    void aServerWhoseClockIsBehindTheClaimsIsNotUsedUntilItHasCaughtUp() {
        ReservedBefore floor = new ReservedBefore(100);
        floor.claim();

        floor.restart(60);
        assertThat(floor.isBehind()).isTrue();
        floor.told(101);
        assertThat(floor.isBehind()).isFalse();
    }

    @Test
    void aGateIsOpenOnceEveryLiveJournalHasPassedItOrRegistered() {
        Watermarks watermarks = new Watermarks();
        assertThat(watermarks.reached(Set.of())).isEqualTo(Watermarks.CLOSED_GATES);

        watermarks.advance(new Watermark(ONE, Instant.ofEpochMilli(10), false));
        watermarks.advance(new Watermark(TWO, Instant.ofEpochMilli(20), false));

        assertThat(watermarks.reached(Set.of())).isEqualTo(10);
        assertThat(watermarks.reached(Set.of(ONE))).isEqualTo(20);
        watermarks.advance(new Watermark(ONE, Instant.EPOCH, true));
        assertThat(watermarks.reached(Set.of())).isEqualTo(20);
        assertThat(watermarks.reached(Set.of(TWO))).isEqualTo(Watermark.CLOSED_MILLIS);
    }
}
