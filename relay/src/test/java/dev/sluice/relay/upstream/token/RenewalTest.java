package dev.sluice.relay.upstream.token;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// When a token is asked for.
class RenewalTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void longLivesAreRenewedFiveMinutesAheadAndShortOnesAtNineTenths() {
        Renewal fresh = Renewal.never(0);
        assertThat(fresh.isDue(0)).isTrue();
        assertThat(fresh.isExpired(0)).isFalse();
        assertThat(fresh.granted(Duration.ofHours(8), 0).dueNanos()).isEqualTo((8 * 3600 - 300) * SECOND);
        assertThat(fresh.granted(Duration.ofSeconds(60), 0).dueNanos()).isEqualTo(54 * SECOND);
    }

    @Test
    void failuresPauseTwiceAsLongEachTimeUpToAMinute() {
        Renewal renewal = Renewal.never(0);
        for (long expected : new long[]{1, 2, 4, 8, 16, 32, 60, 60}) {
            renewal = renewal.failed(0);
            assertThat(renewal.dueNanos()).isEqualTo(expected * SECOND);
        }
        assertThat(renewal.granted(Duration.ofHours(1), 0).failures()).isZero();
    }

    @Test
    void aRefusedTokenIsRenewedAtOnceUnlessThatHasJustFailed() {
        Renewal granted = Renewal.never(0).granted(Duration.ofHours(1), 0);

        assertThat(granted.refused(SECOND).isDue(SECOND)).isTrue();
        assertThat(granted.failed(0).refused(SECOND / 2).isDue(SECOND / 2)).isFalse();
    }
}
