package dev.sluice.streams.reaping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.journal.JournalProgress;
import dev.sluice.streams.accounts.rows.OpenRow;
import dev.sluice.streams.accounts.rows.RowCodec;

/// What the decider knows to be open in one partition, read from its rows.
final class OpenRequests {

    /// Rows looked at for the age of the oldest one.
    private static final int LOOKED_AT_MAX = 100_000;
    /// Found at once; the next look finds more.
    private static final int ORPHANS_MAX = 1_000;
    private static final int UUID_LENGTH = 36;
    private static final int UUID_TIME_SHIFT = 16;

    private final ReadOnlyKeyValueStore<String, byte[]> rows;

    OpenRequests(ReadOnlyKeyValueStore<String, byte[]> rows) {
        this.rows = rows;
    }

    /// Journals that were seen and not closed.
    Set<JournalId> journals() {
        Set<JournalId> open = new HashSet<>();
        try (KeyValueIterator<String, byte[]> journals = rows.range("j/", "j0")) {
            journals.forEachRemaining(row -> {
                if (!RowCodec.journalProgress(row.value).isClosed()) {
                    open.add(new JournalId(row.key.substring("j/".length())));
                }
            });
        }
        return open;
    }

    boolean isOpen(JournalId journal) {
        byte[] row = rows.get("j/" + journal);
        return row != null && !RowCodec.journalProgress(row).isClosed();
    }

    /// Each reservation of the journal that has not ended.
    void of(JournalId journal, Consumer<Open> each) {
        try (KeyValueIterator<String, byte[]> open = rows.range("o/", "o0")) {
            open.forEachRemaining(row -> {
                OpenRow request = RowCodec.open(row.value);
                UsageReserved reserved = request.reserved();
                if (reserved != null && journal.equals(request.journal())) {
                    each.accept(new Open(reserved, request));
                }
            });
        }
    }

    /// Reservations whose journal was closed before `millis` and that are older than that themselves: nobody is left
    /// to end them. One is replayed long after its relay is gone, or comes from a disk that was lost afterwards.
    List<Open> orphans(long millis) {
        List<Open> orphans = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> open = rows.range("o/", "o0")) {
            while (open.hasNext() && orphans.size() < ORPHANS_MAX) {
                OpenRow request = RowCodec.open(open.next().value);
                UsageReserved reserved = request.reserved();
                JournalId journal = request.journal();
                if (reserved != null && journal != null && request.windowMillis() < millis
                        && isClosedBefore(journal, millis)) {
                    orphans.add(new Open(reserved, request));
                }
            }
        }
        return orphans;
    }

    /// Rows of journals are forgotten some time after they were closed.
    private boolean isClosedBefore(JournalId journal, long millis) {
        byte[] row = rows.get("j/" + journal);
        if (row == null) {
            return true;
        }
        JournalProgress progress = RowCodec.journalProgress(row);
        return progress.isClosed() && progress.closedAtMillis() < millis;
    }

    /// A reservation and how far its request got.
    record Open(UsageReserved reserved, OpenRow row) {}

    /// When the oldest open request began, in epoch milliseconds, from the time in its id.
    OptionalLong oldestMillis() {
        long oldest = Long.MAX_VALUE;
        int lookedAt = 0;
        try (KeyValueIterator<String, byte[]> open = rows.range("o/", "o0")) {
            while (open.hasNext() && lookedAt < LOOKED_AT_MAX) {
                KeyValue<String, byte[]> row = open.next();
                UUID request = UUID.fromString(row.key.substring(row.key.length() - UUID_LENGTH));
                oldest = Math.min(oldest, request.getMostSignificantBits() >>> UUID_TIME_SHIFT);
                lookedAt++;
            }
        }
        return lookedAt == 0 ? OptionalLong.empty() : OptionalLong.of(oldest);
    }
}
