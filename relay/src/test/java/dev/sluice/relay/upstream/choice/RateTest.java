package dev.sluice.relay.upstream.choice;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The count of a sliding minute.
class RateTest {

    private static final long SECOND = 1_000_000_000L;

    private final Rate rate = new Rate(0);

    @Test
    void allOfAMinutesRequestsMayBeginAtOnce() {
        for (int i = 0; i < 60; i++) {
            assertThat(rate.add(60, 10 * SECOND)).isTrue();
        }

        assertThat(rate.add(60, 10 * SECOND)).isFalse();
        assertThat(rate.add(60, 59 * SECOND)).isFalse();
    }

    @Test
    void whatBeganBeforeFadesOverTheNextMinute() {
        for (int i = 0; i < 60; i++) {
            rate.add(60, 0);
        }

        assertThat(rate.count(60 * SECOND)).isEqualTo(60);
        assertThat(rate.count(90 * SECOND)).isEqualTo(30);
        assertThat(rate.count(120 * SECOND)).isZero();
    }

    @Test
    void anyMinuteHoldsAboutTheCapAndNeverMuchMore() {
        Random random = new Random(5);
        Deque<Long> begun = new ArrayDeque<>();
        long now = 0;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextLong(SECOND / 5);
            if (rate.add(100, now)) {
                begun.add(now);
            }
            while (now - begun.peekFirst() > 60 * SECOND) {
                begun.removeFirst();
            }
            assertThat(begun.size()).isLessThanOrEqualTo(200);
        }
        assertThat(begun.size()).isBetween(80, 130);
    }
}
