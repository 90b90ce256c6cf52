package dev.sluice.streams.query;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.UsageAnswer;
import dev.sluice.contracts.query.UsageAnswer.Group;
import dev.sluice.contracts.query.UsageAnswer.Point;
import dev.sluice.contracts.query.UsageAnswer.Sum;
import dev.sluice.streams.history.HistoryDriver;
import dev.sluice.streams.history.SampleRecords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// Sessions over a log of one request every 10 minutes; request n costs n nano-dollars.
class SessionChartTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant BEGIN = NOW.minus(Duration.ofHours(72));
    private static final int REQUESTS = 360;

    @TempDir
    Path state;

    @Test
    void totalsAreTheSumOfTheSeriesAndOfTheGroupsHoweverManySessionsThereAre() {
        try (HistoryDriver history = new HistoryDriver(state)) {
            fill(history, 180);

            UsageAnswer answer = chart(history, null, "Asia/Kathmandu");

            NanoUsd all = NanoUsd.of(REQUESTS * (REQUESTS - 1L) / 2);
            assertThat(answer.totals().requests()).isEqualTo(REQUESTS);
            assertThat(answer.totals().costNanoUsd()).isEqualTo(all);
            assertThat(cost(answer.series().stream().map(Point::sum))).isEqualTo(all);
            assertThat(cost(answer.groups().stream().map(Group::sum))).isEqualTo(all);
            assertThat(cost(answer.groups().stream().flatMap(group -> group.series().stream()).map(Point::sum)))
                    .isEqualTo(all);
            assertThat(answer.groups()).hasSize(SessionChart.SESSIONS_MAX + 1);
            assertThat(answer.groups().getFirst().id()).isEqualTo("session-179");
            assertThat(answer.groups().getLast().id()).isEqualTo(UsageAnswer.OTHER_SESSIONS);
            assertThat(answer.groups().getLast().sum().requests())
                    .isEqualTo(2 * (180 - SessionChart.SESSIONS_MAX));
        }
    }

    @Test
    void requestsWithoutASessionAreAGroupOfTheirOwn() {
        try (HistoryDriver history = new HistoryDriver(state)) {
            history.rated(SampleRecords.record(4, BEGIN), BEGIN);
            history.rated(SampleRecords.record(5, BEGIN.plusSeconds(1)), BEGIN);

            assertThat(chart(history, null, "UTC").groups()).extracting(Group::id).containsExactly("session-odd",
                    UsageAnswer.NO_SESSION);
        }
    }

    @Test
    void sessionsOfOneKeyAreCountedAlone() {
        try (HistoryDriver history = new HistoryDriver(state)) {
            fill(history, 3);

            UsageAnswer answer = chart(history, SampleRecords.SECOND_KEY.value(), "UTC");

            assertThat(answer.totals().requests()).isEqualTo(REQUESTS / 2);
            assertThat(cost(answer.groups().stream().map(Group::sum))).isEqualTo(answer.totals().costNanoUsd());
        }
    }

    @Test
    void aRangeWithTooManyRequestsIsRefused() {
        try (HistoryDriver history = new HistoryDriver(state)) {
            for (int number = 0; number < 4; number++) {
                history.rated(SampleRecords.record(number, BEGIN.plusSeconds(number)), BEGIN);
            }
            List<Instant> read = new ArrayList<>();

            history.records().each(SampleRecords.USER, BEGIN, NOW, 4, record -> read.add(record.admittedAt()));

            assertThat(read).hasSize(4);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> history.records().each(SampleRecords.USER, BEGIN, NOW, 3, _ -> {
                    })).withMessageContaining("more than 3 requests");
        }
    }

    /// Request n in session n modulo `sessions`.
    private static void fill(HistoryDriver history, int sessions) {
        Instant at = BEGIN;
        for (int number = 0; number < REQUESTS; number++) {
            history.rated(SampleRecords.record(number, at, "session-" + number % sessions), at);
            at = at.plus(Duration.ofMinutes(10));
        }
    }

    private static UsageAnswer chart(HistoryDriver history, @Nullable String key, String zone) {
        SessionQuery query = SessionQuery.of(SampleRecords.USER, new UsageQuery.Parameters(BEGIN.toString(),
                NOW.toString(), "day", "session", key, null, null, zone), NOW);
        return new SessionChart(history.records(), SampleRecords.USER, query).answer(NOW);
    }

    private static NanoUsd cost(Stream<Sum> sums) {
        return sums.map(Sum::costNanoUsd).reduce(NanoUsd.ZERO, NanoUsd::plus);
    }
}
