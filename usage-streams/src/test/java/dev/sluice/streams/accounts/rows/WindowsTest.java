package dev.sluice.streams.accounts.rows;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Months and lifetimes of a scope.
class WindowsTest {

    private static final long NOON = Instant.parse("2026-11-30T12:00:00Z").toEpochMilli();
    private static final long NEXT_MONTH = Instant.parse("2026-12-01T00:00:00Z").toEpochMilli();

    @Test
    void aMonthEndsInTheZoneOfTheAccount() {
        Windows shanghai = new Windows();

        shanghai.count(NOON, 1, 10, 1_000, ZoneId.of("Asia/Shanghai"));

        assertThat(shanghai.view(NOON).read().monthEndMillis())
                .isEqualTo(Instant.parse("2026-11-30T16:00:00Z").toEpochMilli());
    }

    @Test
    void aChangeOfZoneActsFromTheNextMonth() {
        Windows windows = new Windows();
        windows.count(NOON, 1, 10, 1_000, ZoneOffset.UTC);

        windows.count(NOON + 5 * 3_600_000, 1, 10, 1_000, ZoneId.of("Asia/Shanghai"));

        assertThat(windows.monthTokens()).isEqualTo(20);
        assertThat(windows.view(NOON).read().monthEndMillis()).isEqualTo(NEXT_MONTH);
    }

    @Test
    void whatBelongsToTheLastMonthDoesNotCountInThisOne() {
        Windows windows = new Windows();
        windows.count(NEXT_MONTH, 1, 10, 1_000, ZoneOffset.UTC);

        windows.count(NOON, 1, 5, 500, ZoneOffset.UTC);

        assertThat(windows.monthTokens()).isEqualTo(10);
        assertThat(windows.totalTokens()).isEqualTo(15);
    }

    @Test
    void moneyIsCeiledToMicroDollarsInTheView() {
        Windows windows = new Windows();
        windows.count(NOON, 1, 10, 1, ZoneOffset.UTC);

        assertThat(windows.view(NOON).read().totalMicros()).isEqualTo(1);
        assertThat(windows.view(NOON).read().monthMicros()).isEqualTo(1);
    }
}
