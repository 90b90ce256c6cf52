package dev.sluice.contracts.journal;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import dev.sluice.contracts.ids.JournalId;

/// The watermarks of one partition as a reader of `usage.watermark` knows them.
public final class Watermarks {

    /// No live journal is known: no gate is open.
    public static final long CLOSED_GATES = -1;

    private final Map<JournalId, Long> millis = new HashMap<>();

    /// A newer watermark of a journal. Never steps back.
    public void advance(Watermark watermark) {
        millis.merge(watermark.journal(), watermark.millis(), Math::max);
    }

    /// The tombstone of a journal that has been closed for long.
    public void forget(JournalId journal) {
        millis.remove(journal);
    }

    /// Redis milliseconds, -1 when the journal is not known.
    public long of(JournalId journal) {
        return millis.getOrDefault(journal, CLOSED_GATES);
    }

    /// For a sweep: journal → Redis milliseconds.
    public Map<JournalId, Long> all() {
        return Map.copyOf(millis);
    }

    /// The gate that is open: the lowest watermark of all live journals but those in `passed`, which registered
    /// what they had. Live means seen and not closed; when none is, no gate is open.
    public long reached(Set<JournalId> passed) {
        long lowest = Watermark.CLOSED_MILLIS;
        boolean live = !passed.isEmpty();
        for (Map.Entry<JournalId, Long> each : millis.entrySet()) {
            if (each.getValue() < Watermark.CLOSED_MILLIS && !passed.contains(each.getKey())) {
                live = true;
                lowest = Math.min(lowest, each.getValue());
            }
        }
        return live ? lowest : CLOSED_GATES;
    }
}
