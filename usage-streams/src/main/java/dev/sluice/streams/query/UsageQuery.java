package dev.sluice.streams.query;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.rated.RollUp.Slice;
import dev.sluice.streams.rollups.RollUpRow;

/// A question about usage: what, from when to when, cut into which steps of whose calendar.
///
/// @param slice
///            whose usage: the user's, or one key's, model's or service's
/// @param sliceId
///            which one
/// @param groupBy
///            what it is split by, if anything
record UsageQuery(Instant from, Instant to, QueryStep step, ZoneId zone, Slice slice, String sliceId,
        Optional<Slice> groupBy) {

    /// Steps of one answer: 2 days of minutes.
    static final int STEPS_MAX = 3_000;

    UsageQuery {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from: " + from + " (expected: before to=" + to + ")");
        }
        long steps = Math.divideExact(to.getEpochSecond() - from.getEpochSecond(), step.secondsMin()) + 1;
        if (steps > STEPS_MAX) {
            throw new IllegalArgumentException(
                    "from..to: " + steps + " steps of a " + step.text() + " (expected: <= " + STEPS_MAX + ")");
        }
        if (slice != Slice.USER && groupBy.isPresent() && groupBy.get() != slice) {
            throw new IllegalArgumentException("groupBy: " + groupBy.get() + " with a filter by " + slice
                    + " (expected: no groupBy; roll-ups have no cross products)");
        }
    }

    /// The parameters as they come in; an absent one has its default.
    record Parameters(@Nullable String from, @Nullable String to, @Nullable String step, @Nullable String groupBy,
            @Nullable String key, @Nullable String model, @Nullable String service, @Nullable String tz) {

        private static final String SESSION = "session";

        boolean isBySession() {
            return SESSION.equals(groupBy);
        }

        /// The range alone: of what, and split by what, is another question.
        Parameters range() {
            return new Parameters(from, to, step, null, null, null, null, tz);
        }
    }

    static UsageQuery of(String userId, Parameters parameters, Instant now) {
        ZoneId zone = parameters.tz() == null ? ZoneOffset.UTC : ZoneId.of(parameters.tz()).normalized();
        QueryStep step = parameters.step() == null ? QueryStep.DAY : QueryStep.of(parameters.step());
        Instant to = parameters.to() == null ? now : Instant.parse(parameters.to());
        Instant from = parameters.from() == null ? step.defaultFrom(to) : Instant.parse(parameters.from());
        Filter filter = Filter.of(userId, parameters);
        return new UsageQuery(step.start(from, zone), step.end(to, zone), step, zone, filter.slice(), filter.id(),
                Optional.ofNullable(parameters.groupBy()).map(UsageQuery::group));
    }

    /// Every step of the range without anything in it, by its start.
    SortedMap<Instant, RollUpRow> emptySeries() {
        SortedMap<Instant, RollUpRow> series = new TreeMap<>();
        for (Instant at = from; at.isBefore(to); at = step.next(at, zone)) {
            series.put(at, RollUpRow.EMPTY);
        }
        return series;
    }

    private static Slice group(String name) {
        return switch (name) {
            case "key" -> Slice.KEY;
            case "model" -> Slice.MODEL;
            case "service" -> Slice.SERVICE;
            default -> throw new IllegalArgumentException(
                    "groupBy: " + name + " (expected: key, model, service or session)");
        };
    }

    private record Filter(Slice slice, String id) {

        static Filter of(String userId, Parameters parameters) {
            Filter none = new Filter(Slice.USER, userId);
            Filter key = parameters.key() == null ? none : new Filter(Slice.KEY, parameters.key());
            Filter model = parameters.model() == null ? key : key.and(Slice.MODEL, parameters.model());
            return parameters.service() == null ? model : model.and(Slice.SERVICE, parameters.service());
        }

        private Filter and(Slice other, String otherId) {
            if (slice != Slice.USER) {
                throw new IllegalArgumentException(
                        "filter: " + slice + " and " + other + " (expected: one of key, model, service)");
            }
            return new Filter(other, otherId);
        }
    }
}
