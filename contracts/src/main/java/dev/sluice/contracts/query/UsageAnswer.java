package dev.sluice.contracts.query;

import java.time.Instant;
import java.util.List;

import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.TokenTotals;

/// Answer of `GET /internal/usage/{userId}?from&to&step&groupBy&key&model&service&tz`, from roll-ups; by session from
/// the records. `totals` = Σ `series` = Σ `groups` at the same `asOf`, to the nano-dollar.
public record UsageAnswer(
        Instant asOf,
        Sum totals,
        List<Point> series,
        List<Group> groups) {

    /// Totals of a range.
    public record Sum(long requests, long errors, TokenTotals tokens, NanoUsd costNanoUsd) {}

    /// Totals of one step of time starting at `from`.
    public record Point(Instant from, Sum sum) {}

    /// What is grouped by session and has none.
    public static final String NO_SESSION = "~none";
    /// All sessions that are not among the dearest.
    public static final String OTHER_SESSIONS = "~other";

    /// Totals of one key, model, service or session in the whole range, and its part of the series; steps without
    /// use are left out.
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
