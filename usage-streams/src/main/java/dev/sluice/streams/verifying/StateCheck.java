package dev.sluice.streams.verifying;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.journal.JournalProgress;
import dev.sluice.streams.accounts.rows.RowCodec;
import dev.sluice.streams.accounts.rows.StoredRows;
import dev.sluice.streams.reading.PartitionReader;

/// Compares the rows of the decider, as its changelog has them, with those of the replay: open requests, ends of
/// requests, windows, journals. A row may be as it was at the cut or as any later event left it. Not thread-safe.
final class StateCheck {

    private final Findings findings;
    private final Duration kept;
    private final Map<String, byte[]> stored = new HashMap<>();
    private final Set<String> differing = new HashSet<>();
    private boolean cut;

    /// @param kept
    ///            time after which the decider forgets ends of requests
    StateCheck(PartitionReader changelog, Duration kept, Findings findings) {
        this.findings = findings;
        this.kept = kept;
        changelog.forEach(message -> {
            String key = new String(message.key(), StandardCharsets.UTF_8);
            if (message.value() == null) {
                stored.remove(key);
            } else if (isCompared(key)) {
                stored.put(key, message.value());
            }
        });
    }

    /// Everything the decider had committed is replayed: from here on rows may be ahead.
    void cut(Map<String, byte[]> rows) {
        cut = true;
        rows.forEach((key, row) -> {
            if (isCompared(key)) {
                findings.count(Subject.STATE);
                if (!isSame(key, stored.get(key), row)) {
                    differing.add(key);
                }
            }
        });
        stored.keySet().stream().filter(key -> !rows.containsKey(key)).forEach(differing::add);
        stored.keySet().retainAll(differing);
    }

    /// One more event is replayed.
    void touched(Set<String> keys, Map<String, byte[]> rows) {
        if (cut && !differing.isEmpty()) {
            keys.forEach(key -> {
                if (differing.contains(key) && isSame(key, stored.get(key), rows.get(key))) {
                    differing.remove(key);
                }
            });
        }
    }

    /// @param newestMillis
    ///            time of the newest event
    void end(Map<String, byte[]> rows, long newestMillis) {
        for (String key : differing) {
            byte[] there = stored.get(key);
            byte[] row = rows.get(key);
            if (there == null && row != null && isForgotten(key, row, newestMillis)) {
                continue;
            }
            if (row == null) {
                findings.differs(Subject.STATE, "row " + key + ": the log does not leave it");
            } else if (there == null) {
                findings.differs(Subject.STATE, "row " + key + " is missing");
            } else {
                findings.differs(Subject.STATE, "row " + key + ": " + RowFields.of(key, there)
                        .differenceTo(RowFields.of(key, row)));
            }
        }
    }

    /// What `usage.alerts` was told is not, as that topic is not: a release that tells more begins with what is new.
    /// Nor is which snapshots were written.
    private static boolean isCompared(String key) {
        return !key.startsWith(StoredRows.TOLD) && !key.startsWith(StoredRows.SNAPSHOTS);
    }

    private static boolean isSame(String key, byte @Nullable [] there, byte @Nullable [] given) {
        return Arrays.equals(there, given)
                || there != null && given != null && Arrays.equals(RowCodec.current(key, there), given);
    }

    private boolean isForgotten(String key, byte[] row, long newestMillis) {
        long before = newestMillis - kept.toMillis();
        return switch (key.charAt(0)) {
            case 't' -> RowCodec.terminal(row).endedAtMillis() < before;
            case 'j' -> {
                JournalProgress progress = RowCodec.journalProgress(row);
                yield progress.isClosed() && progress.closedAtMillis() < before;
            }
            default -> false;
        };
    }
}
