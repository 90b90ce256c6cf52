package dev.sluice.streams.deciding;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.journal.JournalProgress;
import dev.sluice.streams.accounts.rows.RowCodec;
import dev.sluice.streams.accounts.rows.StoredRows;
import dev.sluice.streams.accounts.rows.TerminalRow;

/// Removes rows that nothing can refer to any more: ends of requests seven days after their journal was
/// closed, and then the journal. A little at a time, by the time of the log.
final class Forgetting {

    static final Duration KEPT = Duration.ofDays(7);
    private static final int LOOKED_AT_MAX = 2_000;
    private static final String FIRST = "t/";
    private static final String END = "t0";
    private static final String JOURNALS = "j/";
    private static final String JOURNALS_END = "j0";

    private final KeyValueStore<String, byte[]> store;
    private final StoredRows.Bytes written;
    private final Outputs outputs;
    private String next = FIRST;

    /// @param written
    ///            through which rows are deleted
    Forgetting(KeyValueStore<String, byte[]> store, StoredRows.Bytes written, Outputs outputs) {
        this.store = store;
        this.written = written;
        this.outputs = outputs;
    }

    /// Looks at the next rows; after the last one at the journals, and starts again.
    void some(long logMillis) {
        long closedBefore = logMillis - KEPT.toMillis();
        List<String> gone = new ArrayList<>();
        String last = null;
        int lookedAt = 0;
        try (KeyValueIterator<String, byte[]> ends = store.range(next, END)) {
            while (ends.hasNext() && lookedAt < LOOKED_AT_MAX) {
                KeyValue<String, byte[]> row = ends.next();
                last = row.key;
                lookedAt++;
                if (isOver(RowCodec.terminal(row.value), closedBefore)) {
                    gone.add(row.key);
                }
            }
        }
        gone.forEach(written::delete);
        if (last == null || lookedAt < LOOKED_AT_MAX) {
            next = FIRST;
            forgetJournals(closedBefore - KEPT.toMillis());
        } else {
            next = last + '\0';
        }
    }

    private boolean isOver(TerminalRow row, long closedBefore) {
        if (row.endedAtMillis() >= closedBefore) {
            return false;
        }
        JournalId journal = row.journal();
        JournalProgress progress = journal == null ? null : progress(journal);
        return progress == null || progress.isClosed() && progress.closedAtMillis() < closedBefore;
    }

    private @Nullable JournalProgress progress(JournalId journal) {
        byte[] row = store.get(StoredRows.journalKey(journal));
        return row == null ? null : RowCodec.journalProgress(row);
    }

    /// Twice as long as the ends of its requests, so that those never outlive it.
    private void forgetJournals(long closedBefore) {
        List<String> gone = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> journals = store.range(JOURNALS, JOURNALS_END)) {
            journals.forEachRemaining(row -> {
                JournalProgress progress = RowCodec.journalProgress(row.value);
                if (progress.isClosed() && progress.closedAtMillis() < closedBefore) {
                    gone.add(row.key);
                }
            });
        }
        for (String key : gone) {
            written.delete(key);
            outputs.forget(new JournalId(key.substring(JOURNALS.length())));
        }
    }
}
