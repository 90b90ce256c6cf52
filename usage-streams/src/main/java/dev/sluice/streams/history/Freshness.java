package dev.sluice.streams.history;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import dev.sluice.streams.running.TaskPositions;

/// Finds out until when the history is complete: what was in `account.events` at some time has been decided,
/// and what was decided then has been read. While the decider is away the answer stands still, and so do the
/// pages.
public final class Freshness {

    private final TaskPositions events;
    private final String deciderGroup;
    private final TaskPositions history;
    private final Progress accounts;
    private final Progress records;
    private final InstantSource clock;
    private final Map<Integer, Target> targets = new HashMap<>();

    /// What must be read for the history to be complete until `at`. `ratedEnd` is known once `eventsEnd`
    /// is decided.
    private record Target(Instant at, long eventsEnd, long ratedEnd) {

        private static final long NOT_KNOWN = -1;

        Target decided(long newRatedEnd) {
            return new Target(at, eventsEnd, newRatedEnd);
        }

        boolean isDecided() {
            return ratedEnd != NOT_KNOWN;
        }
    }

    public Freshness(TaskPositions events, String deciderGroup, TaskPositions history, Progress accounts,
            Progress records, InstantSource clock) {
        this.events = events;
        this.deciderGroup = deciderGroup;
        this.history = history;
        this.accounts = accounts;
        this.records = records;
        this.clock = clock;
    }

    /// One look; called a few times a second.
    public void look() {
        Set<Integer> mine = history.active();
        targets.keySet().retainAll(mine);
        if (mine.isEmpty()) {
            return;
        }
        aim(mine);
        decide(mine);
        for (int partition : mine) {
            Target target = targets.get(partition);
            if (target != null && target.isDecided() && isReached(history.committed(partition), target.ratedEnd())) {
                records.complete(partition, target.at());
                targets.remove(partition);
            }
        }
    }

    private void aim(Set<Integer> mine) {
        Instant now = clock.instant();
        Map<Integer, Long> ends = events.ends(mine);
        mine.forEach(partition -> targets.computeIfAbsent(partition,
                _ -> new Target(now, ends.getOrDefault(partition, Long.MAX_VALUE), Target.NOT_KNOWN)));
    }

    private void decide(Set<Integer> mine) {
        Map<Integer, Long> committed = events.committedByGroup(deciderGroup, mine);
        Map<Integer, Long> ratedEnds = history.ends(mine);
        targets.replaceAll((partition, target) -> {
            boolean decided = isReached(committed.getOrDefault(partition, -1L), target.eventsEnd());
            if (target.isDecided() || !decided) {
                return target;
            }
            accounts.complete(partition, target.at());
            return target.decided(ratedEnds.getOrDefault(partition, Long.MAX_VALUE));
        });
    }

    /// A partition that never had a record has no commit either.
    private static boolean isReached(long committed, long end) {
        return end == 0 || committed >= end;
    }
}
