package dev.sluice.streams.watching;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import dev.sluice.streams.running.TaskPositions;

/// How old what Redis shows is: since when the log was complete there. Measured by position: what was in the log at
/// some time has been decided, and the views of that have been written. So it grows while one of them stands still.
/// Not thread-safe.
final class ServingDelay {

    private static final long NOT_KNOWN = -1;

    private final TaskPositions events;
    private final String deciderGroup;
    private final TaskPositions views;
    private final String writerGroup;
    private final Map<Integer, Target> targets = new HashMap<>();
    private final Map<Integer, Long> complete = new HashMap<>();

    /// What must be written for Redis to be complete until `millis`.
    private record Target(long millis, long eventsEnd, long viewsEnd) {}

    /// @param events
    ///            of `account.events`
    /// @param views
    ///            of `account.view`
    ServingDelay(TaskPositions events, String deciderGroup, TaskPositions views, String writerGroup) {
        this.events = events;
        this.deciderGroup = deciderGroup;
        this.views = views;
        this.writerGroup = writerGroup;
    }

    /// One look at everything; throws `KafkaException` when Kafka does not answer.
    void look(Set<Integer> partitions, long nowMillis) {
        targets.keySet().retainAll(partitions);
        complete.keySet().retainAll(partitions);
        if (partitions.isEmpty()) {
            return;
        }
        partitions.forEach(partition -> complete.putIfAbsent(partition, nowMillis));
        Map<Integer, Long> ends = events.ends(partitions);
        partitions.forEach(partition -> targets.computeIfAbsent(partition,
                _ -> new Target(nowMillis, ends.getOrDefault(partition, Long.MAX_VALUE), NOT_KNOWN)));
        Map<Integer, Long> decided = events.committedByGroup(deciderGroup, partitions);
        Map<Integer, Long> viewEnds = views.ends(partitions);
        targets.replaceAll((partition, target) -> target.viewsEnd() == NOT_KNOWN
                && isReached(decided.getOrDefault(partition, -1L), target.eventsEnd())
                        ? new Target(target.millis(), target.eventsEnd(),
                                viewEnds.getOrDefault(partition, Long.MAX_VALUE))
                        : target);
        Map<Integer, Long> written = views.committedByGroup(writerGroup, partitions);
        targets.entrySet().removeIf(each -> {
            Target target = each.getValue();
            boolean reached = target.viewsEnd() != NOT_KNOWN
                    && isReached(written.getOrDefault(each.getKey(), -1L), target.viewsEnd());
            if (reached) {
                complete.put(each.getKey(), target.millis());
            }
            return reached;
        });
    }

    /// A partition that never had a record has no commit either.
    private static boolean isReached(long committed, long end) {
        return end == 0 || committed >= end;
    }

    /// Of the partition that is furthest behind; 0 when nothing is decided here.
    long millis(long nowMillis) {
        return complete.values().stream().mapToLong(millis -> Math.max(0, nowMillis - millis)).max().orElse(0);
    }
}
