package dev.sluice.streams.reaping;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import dev.sluice.contracts.ids.JournalId;

/// Since when each journal of one partition has been without a lease, seen by a Redis that can be trusted to
/// know.
/// Not thread-safe.
final class Absences {

    /// A lease lives as long after its last renewal; absent for as long again, the relay is gone.
    static final Duration ABSENT = Duration.ofSeconds(30);

    private final Map<JournalId, Long> sinceNanos = new HashMap<>();

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
        return nowNanos - since >= ABSENT.toNanos();
    }
}
