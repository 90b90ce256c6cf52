package dev.sluice.streams.reaping;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import dev.sluice.contracts.ids.JournalId;

/// Since when each journal of one partition has been without a lease, seen by a Redis that can be trusted to
/// know. Not thread-safe.
final class Absences {

    private final Duration absence;
    private final Map<JournalId, Long> sinceNanos = new HashMap<>();

    /// Absent for as long as `absence` on top of the life of a lease, a relay is gone.
    Absences(Duration absence) {
        this.absence = absence;
    }

    /// Nothing is known: without its sentinel Redis may have lost the leases too.
    void reset() {
        sinceNanos.clear();
    }

    /// These journals are open; others are no longer of interest.
    void retain(Set<JournalId> open) {
        sinceNanos.keySet().retainAll(open);
    }

    void present(JournalId journal) {
        sinceNanos.remove(journal);
    }

    /// Answers whether the journal is lost by now.
    boolean absent(JournalId journal, long nowNanos) {
        long since = sinceNanos.computeIfAbsent(journal, _ -> nowNanos);
        return nowNanos - since >= absence.toNanos();
    }
}
