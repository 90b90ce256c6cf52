package dev.sluice.streams.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.query.UsageAnswer;
import dev.sluice.contracts.query.UsageAnswer.Group;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.streams.history.HistoryReader;
import dev.sluice.streams.rollups.RollUpRow;

/// Adds records up by session. Each record is read once and counts in the series and in one group, so that totals,
/// series and groups cannot disagree.
final class SessionChart {

    /// Requests of one answer; a second or so of reading.
    static final int RECORDS_MAX = 50_000;
    /// The dearest sessions are shown one by one, all others together.
    static final int SESSIONS_MAX = 100;

    private static final Comparator<Session> DEAREST_FIRST = Comparator
            .comparingLong((Session session) -> session.sum().costNanos()).reversed()
            .thenComparing(Comparator.comparingLong((Session session) -> session.sum().requests()).reversed())
            .thenComparing(Session::id);

    private final HistoryReader records;
    private final UserId user;
    private final SessionQuery query;

    SessionChart(HistoryReader records, UserId user, SessionQuery query) {
        this.records = records;
        this.user = user;
        this.query = query;
    }

    private record Session(String id, SortedMap<Instant, RollUpRow> steps, RollUpRow sum) {

        static Session of(String id, SortedMap<Instant, RollUpRow> steps) {
            return new Session(id, steps, UsageChart.total(steps));
        }

        Group group() {
            return new Group(id, UsageChart.sum(sum), UsageChart.points(steps));
        }
    }

    /// Throws `IllegalArgumentException` when the range has more requests than [#RECORDS_MAX].
    UsageAnswer answer(Instant asOf) {
        UsageQuery range = query.range();
        SortedMap<Instant, RollUpRow> series = range.emptySeries();
        Map<String, SortedMap<Instant, RollUpRow>> sessions = new HashMap<>();
        records.each(user, range.from(), range.to(), RECORDS_MAX, record -> {
            if (query.wanted().wants(record)) {
                Instant step = range.step().start(record.admittedAt(), range.zone());
                RollUpRow row = RollUpRow.of(record);
                series.merge(step, row, RollUpRow::plus);
                sessions.computeIfAbsent(id(record), _ -> new TreeMap<>()).merge(step, row, RollUpRow::plus);
            }
        });
        return new UsageAnswer(asOf, UsageChart.sum(UsageChart.total(series)), UsageChart.points(series),
                groups(sessions));
    }

    private static String id(RatedUsage record) {
        String session = record.sessionId();
        return session == null ? UsageAnswer.NO_SESSION : session;
    }

    private static List<Group> groups(Map<String, SortedMap<Instant, RollUpRow>> sessions) {
        List<Session> all = new ArrayList<>();
        sessions.forEach((id, steps) -> all.add(Session.of(id, steps)));
        all.sort(DEAREST_FIRST);
        List<Group> groups = new ArrayList<>();
        all.stream().limit(SESSIONS_MAX).forEach(session -> groups.add(session.group()));
        if (all.size() > SESSIONS_MAX) {
            SortedMap<Instant, RollUpRow> others = new TreeMap<>();
            all.subList(SESSIONS_MAX, all.size()).forEach(session -> session.steps()
                    .forEach((from, row) -> others.merge(from, row, RollUpRow::plus)));
            groups.add(Session.of(UsageAnswer.OTHER_SESSIONS, others).group());
        }
        return groups;
    }
}
