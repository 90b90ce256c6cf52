package dev.sluice.contracts.query;

import java.time.Instant;
import java.util.List;

import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.TokenTotals;

/// Answer of `GET /internal/usage/{userId}?from&to&step&groupBy&key&model&service&tz`, from roll-ups.
/// `totals` = Σ `series` = Σ `groups` at the same `asOf`, to the nano-dollar.
public record UsageAnswer(
        Instant asOf,
        Sum totals,
        List<Point> series,
        List<Group> groups) {

    /// Totals of a range.
    public record Sum(long requests, long errors, TokenTotals tokens, NanoUsd costNanoUsd) {}

    /// Totals of one step of time starting at `from`.
    public record Point(Instant from, Sum sum) {}

    /// Totals of one key, model or service in the whole range, and its part of the series; steps without use
    /// are left out.
    public record Group(String id, Sum sum, List<Point> series) {

        public Group {
            series = List.copyOf(series);
        }

    }

    public UsageAnswer {
        series = List.copyOf(series);
        groups = List.copyOf(groups);
    }

}
