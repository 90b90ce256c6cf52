package dev.sluice.streams.reaping;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.streams.accounts.rows.OpenRow;
import dev.sluice.streams.accounts.rows.RowCodec;

/// What the decider knows to be open in one partition, read from its rows.
final class OpenRequests {

    /// Rows looked at for the age of the oldest one.
    private static final int LOOKED_AT_MAX = 100_000;
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
