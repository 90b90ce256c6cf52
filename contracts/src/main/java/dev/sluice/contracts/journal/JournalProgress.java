package dev.sluice.contracts.journal;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How far the decider has seen one journal in one partition: which `pseq` came, which marks wait for the
/// ones before them, and the watermark that follows. One per task and journal, not per account.
public final class JournalProgress {

    /// Marks that wait. One per second comes, so this is minutes of a journal out of order; then the
    /// newest waits.
    public static final int MARKS_MAX = 1_024;

    private final SequenceWindow seen;
    private final TreeMap<Long, Long> marks;
    private long watermarkMillis;
    private long closedAtMillis;

    public JournalProgress() {
        this(new SequenceWindow(), Map.of(), OPEN, OPEN);
    }

    /// Stands for "no watermark yet" and "not closed".
    public static final long OPEN = -1;

    /// @param marks
    ///            pseq → Redis milliseconds of marks that wait
    public JournalProgress(SequenceWindow seen, Map<Long, Long> marks, long watermarkMillis, long closedAtMillis) {
        this.seen = seen;
        this.marks = new TreeMap<>(marks);
        this.watermarkMillis = watermarkMillis;
        this.closedAtMillis = closedAtMillis;
    }

    public JournalProgress copy() {
        return new JournalProgress(seen.copy(), marks, watermarkMillis, closedAtMillis);
    }

    public SequenceWindow.Verdict offer(long pseq) {
        return seen.offer(pseq);
    }

    /// A mark stands at `pseq`; it counts once everything before it was seen.
    public void mark(long pseq, long reservedBeforeMillis) {
        if (marks.size() >= MARKS_MAX) {
            marks.pollLastEntry();
        }
        marks.put(pseq, reservedBeforeMillis);
    }

    /// Its relay closed the journal with the record at `pseq`.
    public void close(long pseq, long atMillis) {
        mark(pseq, Watermark.CLOSED_MILLIS);
        closedAtMillis = atMillis;
    }

    /// The reaper closed the journal. What still arrives from it counts all the same.
    public void reap(long atMillis) {
        closedAtMillis = atMillis;
        watermarkMillis = Watermark.CLOSED_MILLIS;
    }

    /// The watermark to publish, if the marks that are due raised it. Marks count in the order of `pseq`, and
    /// only up to the contiguous low mark: a mark never vouches for a record that is still missing.
    public Optional<Long> release() {
        long before = watermarkMillis;
        while (!marks.isEmpty() && marks.firstKey() <= seen.low()) {
            watermarkMillis = Math.max(watermarkMillis, marks.pollFirstEntry().getValue());
        }
        return watermarkMillis > before ? Optional.of(watermarkMillis) : Optional.empty();
    }

    public SequenceWindow seen() {
        return seen;
    }

    /// pseq → Redis milliseconds of marks that wait.
    public Map<Long, Long> marks() {
        return Map.copyOf(marks);
    }

    public long watermarkMillis() {
        return watermarkMillis;
    }

    /// When it was closed, by the closing record; `OPEN` while it lives.
    public long closedAtMillis() {
        return closedAtMillis;
    }

    public boolean isClosed() {
        return closedAtMillis != OPEN;
    }
}
