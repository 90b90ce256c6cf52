package dev.sluice.streams.query;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;

import dev.sluice.contracts.rated.RollUp.Step;
import dev.sluice.streams.rollups.RollUpBuckets;

/// Steps a chart can have; hours, days and months are cut in the asker's time zone.
enum QueryStep {
    MINUTE(60, Duration.ofHours(1)),
    QUARTER(900, Duration.ofDays(1)),
    HOUR(3_600, Duration.ofDays(2)),
    DAY(23 * 3_600, Duration.ofDays(30)),
    MONTH(28 * 86_400, Duration.ofDays(365));

    /// The shortest one of its kind.
    private final int secondsMin;
    private final Duration asked;

    QueryStep(int secondsMin, Duration asked) {
        this.secondsMin = secondsMin;
        this.asked = asked;
    }

    static QueryStep of(String text) {
        return Arrays.stream(values()).filter(step -> step.text().equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "step: " + text + " (expected: minute, quarter, hour, day or month)"));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    int secondsMin() {
        return secondsMin;
    }

    /// What is asked for when nothing is said.
    Instant defaultFrom(Instant to) {
        return to.minus(asked);
    }

    Instant start(Instant at, ZoneId zone) {
        return switch (this) {
            case MINUTE -> RollUpBuckets.start(Step.MINUTE, at);
            case QUARTER -> RollUpBuckets.start(Step.QUARTER, at);
            // A zone may skip or repeat an hour; truncation keeps the offset, so both hours are steps.
            case HOUR -> ZonedDateTime.ofInstant(at, zone).truncatedTo(ChronoUnit.HOURS).toInstant();
            case DAY -> ZonedDateTime.ofInstant(at, zone).toLocalDate().atStartOfDay(zone).toInstant();
            case MONTH -> ZonedDateTime.ofInstant(at, zone).toLocalDate().withDayOfMonth(1).atStartOfDay(zone)
                    .toInstant();
        };
    }

    /// The start of the step after the one that starts at `start`.
    Instant next(Instant start, ZoneId zone) {
        return switch (this) {
            case MINUTE, QUARTER -> start.plusSeconds(secondsMin);
            case HOUR -> start(start.plusSeconds(3_600), zone);
            case DAY -> ZonedDateTime.ofInstant(start, zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
            case MONTH -> ZonedDateTime.ofInstant(start, zone).toLocalDate().withDayOfMonth(1).plusMonths(1)
                    .atStartOfDay(zone).toInstant();
        };
    }

    /// The end of the step that the last instant before `to` is in.
    Instant end(Instant to, ZoneId zone) {
        return next(start(to.minusNanos(1), zone), zone);
    }
}
