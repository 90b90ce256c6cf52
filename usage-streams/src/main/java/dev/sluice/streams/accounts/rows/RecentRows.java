package dev.sluice.streams.accounts.rows;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.journal.JournalProgress;

/// The rows of a task, with the last ones of users and keys that were put back kept decoded: most events are of
/// accounts that had one a moment ago. A kept row is given away, for it belongs to the reader until it is put back;
/// one that never comes back is read from the store. Everything is in the store at once. Not thread-safe.
public final class RecentRows implements AccountRows {

    /// Rows of users, and as many of keys. One takes about 1.5 KB.
    public static final int ROWS_MAX = 1_024;

    private final AccountRows stored;
    private final Kept<UserId, UserRow> users = new Kept<>();
    private final Kept<Scope, KeyRow> keys = new Kept<>();
    private @Nullable Request asked;
    private @Nullable OpenRow answered;

    private record Scope(UserId user, KeyId key) {}

    private record Request(UserId user, RequestId request) {}

    /// Longest kept first.
    private static final class Kept<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > ROWS_MAX;
        }
    }

    public RecentRows(AccountRows stored) {
        this.stored = stored;
    }

    /// What was put back did not come to stay.
    public void forget() {
        users.clear();
        keys.clear();
        asked = null;
    }

    @Override
    public @Nullable UserRow user(UserId user) {
        UserRow kept = users.remove(user);
        return kept == null ? stored.user(user) : kept;
    }

    @Override
    public void put(UserId user, UserRow row) {
        stored.put(user, row);
        users.put(user, row);
    }

    @Override
    public @Nullable KeyRow key(UserId user, KeyId key) {
        KeyRow kept = keys.remove(new Scope(user, key));
        return kept == null ? stored.key(user, key) : kept;
    }

    @Override
    public void put(UserId user, KeyId key, KeyRow row) {
        stored.put(user, key, row);
        keys.put(new Scope(user, key), row);
    }

    /// The last one is asked for twice: before its price is known to be there, and by the rules.
    @Override
    public @Nullable OpenRow open(UserId user, RequestId request) {
        Request now = new Request(user, request);
        if (!now.equals(asked)) {
            answered = stored.open(user, request);
            asked = now;
        }
        return answered;
    }

    @Override
    public void put(UserId user, RequestId request, OpenRow row) {
        asked = null;
        stored.put(user, request, row);
    }

    @Override
    public void close(UserId user, RequestId request) {
        asked = null;
        stored.close(user, request);
    }

    @Override
    public @Nullable TerminalRow terminal(UserId user, RequestId request) {
        return stored.terminal(user, request);
    }

    @Override
    public void put(UserId user, RequestId request, TerminalRow row) {
        stored.put(user, request, row);
    }

    @Override
    public @Nullable JournalProgress journal(JournalId journal) {
        return stored.journal(journal);
    }

    @Override
    public void put(JournalId journal, JournalProgress progress) {
        stored.put(journal, progress);
    }

    @Override
    public @Nullable LetterRow letter(UserId user, String place) {
        return stored.letter(user, place);
    }

    @Override
    public void put(UserId user, String place, LetterRow row) {
        stored.put(user, place, row);
    }

    @Override
    public void settle(UserId user, String place) {
        stored.settle(user, place);
    }

    @Override
    public ParkingRow parking(UserId user) {
        return stored.parking(user);
    }

    @Override
    public void put(UserId user, ParkingRow row) {
        stored.put(user, row);
    }

    @Override
    public ToldRow told(UserId user) {
        return stored.told(user);
    }

    @Override
    public void put(UserId user, ToldRow row) {
        stored.put(user, row);
    }

    @Override
    public boolean first(UserId user, String command) {
        return stored.first(user, command);
    }
}
