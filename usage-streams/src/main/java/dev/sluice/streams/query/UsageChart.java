package dev.sluice.streams.query;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.UsageAnswer;
import dev.sluice.contracts.query.UsageAnswer.Group;
import dev.sluice.contracts.query.UsageAnswer.Point;
import dev.sluice.contracts.query.UsageAnswer.Sum;
import dev.sluice.contracts.rated.RollUp.Slice;
import dev.sluice.contracts.rated.RollUp.Step;
import dev.sluice.streams.rollups.RollUpBuckets;
import dev.sluice.streams.rollups.RollUpReader;
import dev.sluice.streams.rollups.RollUpRow;

/// Adds buckets up to what was asked. Each number is read once: totals are the sum of the series, and the
/// series the sum of the groups, so that they cannot disagree while the roll-ups grow.
final class UsageChart {

    private final RollUpReader rollUps;
    private final UserId user;
    private final UsageQuery query;
    /// Before this, days of other zones are made of whole UTC days: quarters are gone.
    private final Instant quartersFrom;

    UsageChart(RollUpReader rollUps, UserId user, UsageQuery query, Instant now) {
        this.rollUps = rollUps;
        this.user = user;
        this.query = query;
        this.quartersFrom = now.minus(RollUpBuckets.QUARTERS_KEPT).truncatedTo(ChronoUnit.DAYS)
                .plus(1, ChronoUnit.DAYS);
        requireKept(now);
    }

    UsageAnswer answer(Instant asOf) {
        SortedMap<Instant, RollUpRow> series = query.emptySeries();
        List<Group> groups = new ArrayList<>();
        if (query.groupBy().isEmpty()) {
            series.putAll(steps(query.slice(), query.sliceId()));
        }
        for (String id : query.groupBy().map(this::ids).orElseGet(List::of)) {
            SortedMap<Instant, RollUpRow> steps = steps(query.groupBy().orElseThrow(), id);
            if (!steps.isEmpty()) {
                steps.forEach((from, row) -> series.merge(from, row, RollUpRow::plus));
                groups.add(new Group(id, sum(total(steps)), points(steps)));
            }
        }
        return new UsageAnswer(asOf, sum(total(series)), points(series), groups);
    }

    private void requireKept(Instant now) {
        Optional<Instant> keptFrom = switch (query.step()) {
            case MINUTE -> Optional.of(now.minus(RollUpBuckets.MINUTES_KEPT));
            case QUARTER, HOUR -> Optional.of(quartersFrom);
            case DAY, MONTH -> Optional.empty();
        };
        keptFrom.filter(kept -> query.from().isBefore(kept)).ifPresent(kept -> {
            throw new IllegalArgumentException("from: " + query.from() + " (expected: >= " + kept + " for step="
                    + query.step().text() + "; older usage is kept by the day)");
        });
    }

    private List<String> ids(Slice slice) {
        return query.slice() == slice ? List.of(query.sliceId()) : rollUps.ids(user, Step.DAY, slice);
    }

    /// The steps of one slice that have usage, by their start.
    private SortedMap<Instant, RollUpRow> steps(Slice slice, String id) {
        SortedMap<Instant, RollUpRow> steps = new TreeMap<>();
        switch (query.step()) {
            case MINUTE -> add(steps, slice, id, Step.MINUTE, query.from(), query.to());
            case QUARTER, HOUR -> add(steps, slice, id, Step.QUARTER, query.from(), query.to());
            case DAY, MONTH -> addDays(steps, slice, id);
        }
        return steps;
    }

    private void addDays(SortedMap<Instant, RollUpRow> steps, Slice slice, String id) {
        if (query.zone().equals(ZoneOffset.UTC)) {
            add(steps, slice, id, Step.DAY, query.from(), query.to());
            return;
        }
        add(steps, slice, id, Step.QUARTER, later(query.from(), quartersFrom), query.to());
        Instant firstDay = query.from().atZone(query.zone()).toLocalDate().atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant lastDay = query.to().atZone(query.zone()).toLocalDate().atStartOfDay(ZoneOffset.UTC).toInstant();
        rollUps.read(user, Step.DAY, slice, id, firstDay, earlier(lastDay, quartersFrom),
                (from, row) -> steps.merge(sameDate(from), row, RollUpRow::plus));
    }

    private void add(SortedMap<Instant, RollUpRow> steps, Slice slice, String id, Step base, Instant from,
            Instant to) {
        rollUps.read(user, base, slice, id, from, to,
                (start, row) -> steps.merge(query.step().start(start, query.zone()), row, RollUpRow::plus));
    }

    private Instant sameDate(Instant utcDay) {
        Instant inZone = utcDay.atZone(ZoneOffset.UTC).toLocalDate().atStartOfDay(query.zone()).toInstant();
        return query.step().start(inZone, query.zone());
    }

    static RollUpRow total(SortedMap<Instant, RollUpRow> series) {
        return series.values().stream().reduce(RollUpRow.EMPTY, RollUpRow::plus);
    }

    static List<Point> points(SortedMap<Instant, RollUpRow> series) {
        return series.entrySet().stream().map(step -> new Point(step.getKey(), sum(step.getValue()))).toList();
    }

    static Sum sum(RollUpRow row) {
        return new Sum(row.requests(), row.errors(), row.tokens(), NanoUsd.of(row.costNanos()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
