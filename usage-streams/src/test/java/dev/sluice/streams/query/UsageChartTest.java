package dev.sluice.streams.query;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.UsageAnswer;
import dev.sluice.contracts.query.UsageAnswer.Group;
import dev.sluice.contracts.query.UsageAnswer.Point;
import dev.sluice.contracts.query.UsageAnswer.Sum;
import dev.sluice.streams.history.HistoryDriver;
import dev.sluice.streams.history.SampleRecords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// Charts over a log of one request every 7 hours for 120 days; request n costs n nano-dollars.
class UsageChartTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final int REQUESTS = 411;

    @TempDir
    Path state;

    @ParameterizedTest
    @CsvSource({"day,UTC,key", "day,Asia/Shanghai,model", "month,America/New_York,service", "day,Asia/Kathmandu,key",
            "month,UTC,model"})
    void totalsAreTheSumOfTheSeriesAndOfTheGroups(String step, String zone, String groupBy) {
        try (HistoryDriver history = filled()) {
            UsageAnswer answer = chart(history, step, zone, groupBy, NOW.minus(Duration.ofDays(130)));

            assertThat(answer.totals().requests()).isEqualTo(REQUESTS);
            assertThat(answer.totals().costNanoUsd()).isEqualTo(NanoUsd.of(REQUESTS * (REQUESTS - 1L) / 2));
            assertThat(total(answer.series().stream().map(Point::sum))).isEqualTo(answer.totals().costNanoUsd());
            assertThat(total(answer.groups().stream().map(Group::sum))).isEqualTo(answer.totals().costNanoUsd());
            assertThat(total(answer.groups().stream().flatMap(group -> group.series().stream()).map(Point::sum)))
                    .isEqualTo(answer.totals().costNanoUsd());
        }
    }

    @Test
    void daysAreCutInTheZoneOfTheAsker() {
        try (HistoryDriver history = new HistoryDriver(state)) {
            Instant lateInUtc = Instant.parse("2026-11-20T18:14:59Z");
            history.rated(SampleRecords.record(1, lateInUtc), lateInUtc);
            history.rated(SampleRecords.record(2, lateInUtc.plusSeconds(1)), lateInUtc);

            UsageAnswer answer = chart(history, "day", "Asia/Kathmandu", null, Instant.parse("2026-11-19T18:15:00Z"));

            assertThat(answer.series()).filteredOn(point -> point.sum().requests() > 0).extracting(Point::from)
                    .containsExactly(Instant.parse("2026-11-19T18:15:00Z"), Instant.parse("2026-11-20T18:15:00Z"));
        }
    }

    @Test
    void aChartShowsItsEmptyStepsToo() {
        try (HistoryDriver history = filled()) {
            UsageAnswer answer = chart(history, "hour", "UTC", null, NOW.minus(Duration.ofDays(1)));

            assertThat(answer.series()).hasSize(24);
        }
    }

    @Test
    void hoursReachBackAsFarAsQuartersAreKept() {
        try (HistoryDriver history = filled()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> chart(history, "hour", "UTC", null, NOW.minus(Duration.ofDays(95))))
                    .withMessageContaining("older usage is kept by the day");
        }
    }

    private HistoryDriver filled() {
        HistoryDriver history = new HistoryDriver(state);
        Instant at = NOW.minus(Duration.ofDays(120));
        for (int i = 0; i < REQUESTS; i++) {
            history.rollUp(SampleRecords.record(i, at), i);
            at = at.plus(Duration.ofHours(7));
        }
        return history;
    }

    private static UsageAnswer chart(HistoryDriver history, String step, String zone, @Nullable String groupBy,
            Instant from) {
        UsageQuery query = UsageQuery.of(SampleRecords.USER.value(), new UsageQuery.Parameters(from.toString(),
                NOW.toString(), step, groupBy, null, null, null, zone), NOW);
        return new UsageChart(history.rollUps(), SampleRecords.USER, query, NOW).answer(NOW);
    }

    private static NanoUsd total(Stream<Sum> sums) {
        return sums.map(Sum::costNanoUsd).reduce(NanoUsd.ZERO, NanoUsd::plus);
    }
}
