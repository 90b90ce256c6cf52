package dev.sluice.contracts.journal;

import java.util.Map;
import java.util.TreeMap;

/// Which numbers of a dense sequence from 0 were seen: everything up to `low`, and spans above it. The
/// decider drops repeats with it, the forwarder moves its cursor with it.
public final class SequenceWindow {

    /// Spans above `low`. Each is a batch that overtook a failed one, so a handful is already strange.
    public static final int SPANS_MAX = 1_024;

    /// What an offered number is.
    public enum Verdict {
        NEW,
        REPEAT,
        /// A gap too many. Its sender has not moved past the first gap, so it comes again: drop it.
        TOO_FAR
    }

    private long low;
    private final TreeMap<Long, Long> spans;

    public SequenceWindow() {
        this(-1, Map.of());
    }

    /// @param spans
    ///            first → last number of each span above `low`
    public SequenceWindow(long low, Map<Long, Long> spans) {
        this.low = low;
        this.spans = new TreeMap<>(spans);
    }

    /// The last number up to which none is missing, -1 before the first.
    public long low() {
        return low;
    }

    /// First → last number of each span above `low`.
    public Map<Long, Long> spans() {
        return Map.copyOf(spans);
    }

    public SequenceWindow copy() {
        return new SequenceWindow(low, spans);
    }

    public Verdict offer(long number) {
        if (number == low + 1) {
            low = number;
            absorb();
            return Verdict.NEW;
        }
        if (number <= low) {
            return Verdict.REPEAT;
        }
        return offerAbove(number);
    }

    private Verdict offerAbove(long number) {
        Map.Entry<Long, Long> before = spans.floorEntry(number);
        if (before != null && before.getValue() >= number) {
            return Verdict.REPEAT;
        }
        boolean joins = before != null && before.getValue() == number - 1;
        if (!joins && spans.size() >= SPANS_MAX) {
            return Verdict.TOO_FAR;
        }
        long first = before != null && joins ? before.getKey() : number;
        Long last = spans.remove(number + 1);
        spans.put(first, last == null ? number : last);
        return Verdict.NEW;
    }

    private void absorb() {
        Map.Entry<Long, Long> first = spans.firstEntry();
        if (first != null && first.getKey() == low + 1) {
            low = first.getValue();
            spans.pollFirstEntry();
        }
    }
}
