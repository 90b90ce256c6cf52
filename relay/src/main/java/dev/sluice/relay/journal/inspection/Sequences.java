package dev.sluice.relay.journal.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.sluice.relay.journal.JournalContents;

/// Which numbers of each partition were seen, to tell which are missing. Stubs may come later than the
/// numbers they fill in for.
final class Sequences {

    private static final int MISSING_MAX = JournalContents.MISSING_MAX;

    private final NavigableMap<Integer, Long> next = new TreeMap<>();
    private final NavigableMap<Integer, TreeSet<Long>> missing = new TreeMap<>();
    private int gaps;

    /// A segment begins with these numbers; the first one says where the journal begins on this disk.
    void segment(long[] begins) {
        for (int p = 0; p < begins.length; p++) {
            Long expected = next.get(p);
            if (expected == null) {
                next.put(p, begins[p]);
            } else {
                skipTo(p, begins[p]);
            }
        }
    }

    void seen(int partition, long pseq) {
        skipTo(partition, pseq);
        next.merge(partition, pseq + 1, Math::max);
        missing.getOrDefault(partition, new TreeSet<>()).remove(pseq);
    }

    private void skipTo(int partition, long pseq) {
        for (long lost = next.getOrDefault(partition, 0L); lost < pseq && gaps < MISSING_MAX; lost++) {
            missing.computeIfAbsent(partition, _ -> new TreeSet<>()).add(lost);
            gaps++;
        }
        next.merge(partition, pseq, Math::max);
    }

    /// Partitions that were given any number.
    long used() {
        return next.values().stream().filter(number -> number > 0).count();
    }

    /// A sentence per run of numbers that were not seen.
    List<String> missing() {
        List<String> sentences = new ArrayList<>();
        missing.forEach((partition, numbers) -> {
            while (!numbers.isEmpty()) {
                long from = numbers.removeFirst();
                long to = from;
                while (numbers.remove(to + 1)) {
                    to++;
                }
                sentences.add("partition " + partition + ": numbers " + from + ".." + to + " are missing");
            }
        });
        return sentences;
    }
}
