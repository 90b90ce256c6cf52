package dev.sluice.streams.reaping;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.journal.JournalProgress;
import dev.sluice.streams.accounts.rows.OpenRow;
import dev.sluice.streams.accounts.rows.RowCodec;
import dev.sluice.streams.accounts.rows.StoredRows;
import dev.sluice.streams.testing.RelaySide;
import dev.sluice.streams.testing.SampleEvents;

import static org.assertj.core.api.Assertions.assertThat;

/// Which requests nobody is left to end.
class OpenRequestsTest {

    private static final long HOUR = 3_600_000;

    private final NavigableMap<String, byte[]> rows = new TreeMap<>();
    private final UserId user = RelaySide.newUser();
    private final JournalId journal = JournalId.of(UUID.randomUUID());

    @Test
    void aRequestOfAJournalThatWasClosedLongAgoIsAnOrphan() {
        close(0);
        RequestId late = open(HOUR);

        assertThat(orphans(HOUR + 1)).containsExactly(late);
        assertThat(orphans(HOUR)).as("may still be ended by its relay").isEmpty();
    }

    @Test
    void theJournalMayHaveBeenForgotten() {
        assertThat(orphans(HOUR)).isEmpty();
        RequestId late = open(0);

        assertThat(orphans(HOUR)).containsExactly(late);
    }

    @Test
    void aRequestOfALivingJournalIsNone() {
        rows.put(StoredRows.journalKey(journal), RowCodec.encode(new JournalProgress()));
        open(0);

        assertThat(orphans(1_000 * HOUR)).isEmpty();
    }

    private List<RequestId> orphans(long millis) {
        return new OpenRequests(new Store(rows)).orphans(millis).stream().map(open -> open.reserved().requestId())
                .toList();
    }

    private void close(long millis) {
        JournalProgress progress = new JournalProgress();
        progress.reap(millis);
        rows.put(StoredRows.journalKey(journal), RowCodec.encode(progress));
    }

    private RequestId open(long windowMillis) {
        RequestId request = RelaySide.newRequest();
        UsageReserved reserved = SampleEvents.reserved(user, request);
        rows.put(StoredRows.openKey(user, request), RowCodec.encode(new OpenRow(reserved.keyId(), journal, reserved,
                windowMillis, 1, 1, 0, null)));
        return request;
    }

    /// A store as a query sees it.
    private record Store(NavigableMap<String, byte[]> rows) implements ReadOnlyKeyValueStore<String, byte[]> {

        @Override
        public byte @Nullable [] get(String key) {
            return rows.get(key);
        }

        @Override
        public KeyValueIterator<String, byte[]> range(String from, String to) {
            return new Iterating(rows.subMap(from, true, to, true));
        }

        @Override
        public KeyValueIterator<String, byte[]> all() {
            return new Iterating(rows);
        }

        @Override
        public long approximateNumEntries() {
            return rows.size();
        }
    }

    /// Over rows that do not change meanwhile.
    private static final class Iterating implements KeyValueIterator<String, byte[]> {

        private final NavigableMap<String, byte[]> left;

        Iterating(NavigableMap<String, byte[]> rows) {
            left = new TreeMap<>(rows);
        }

        @Override
        public boolean hasNext() {
            return !left.isEmpty();
        }

        @Override
        public String peekNextKey() {
            return left.firstKey();
        }

        @Override
        public KeyValue<String, byte[]> next() {
            var first = left.pollFirstEntry();
            return new KeyValue<>(first.getKey(), first.getValue());
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
