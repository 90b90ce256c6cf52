package dev.sluice.streams.accounts.rows;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.journal.JournalProgress;

/// Rows in one ordered store of bytes, each under a text key: `u/`, `k/`, `o/`, `t/`, `c/`, `d/`, `a/` with
/// the user, `j/` with the journal, `s/` alone.
public final class StoredRows implements AccountRows {

    /// The store: one task of the topology has one.
    public interface Bytes {

        byte @Nullable [] get(String key);

        void put(String key, byte[] value);

        void delete(String key);
    }

    /// Rows that say what `usage.alerts` was told, and nothing else.
    public static final String TOLD = "a/";
    /// The row that says which snapshots were written; it is in none.
    public static final String SNAPSHOTS = "s/";
    private static final byte[] NOTED = {1};

    private final Bytes store;

    public StoredRows(Bytes store) {
        this.store = store;
    }

    public static String userKey(UserId user) {
        return "u/" + user;
    }

    public static String keyKey(UserId user, KeyId key) {
        return "k/" + user + "/" + key;
    }

    /// Open requests of a user stand together, in the order of their ids.
    public static String openKey(UserId user, RequestId request) {
        return "o/" + user + "/" + request;
    }

    public static String terminalKey(UserId user, RequestId request) {
        return "t/" + user + "/" + request;
    }

    public static String journalKey(JournalId journal) {
        return "j/" + journal;
    }

    @Override
    public @Nullable UserRow user(UserId user) {
        byte[] bytes = store.get(userKey(user));
        return bytes == null ? null : RowCodec.user(bytes);
    }

    @Override
    public void put(UserId user, UserRow row) {
        store.put(userKey(user), RowCodec.encode(row));
    }

    @Override
    public @Nullable KeyRow key(UserId user, KeyId key) {
        byte[] bytes = store.get(keyKey(user, key));
        return bytes == null ? null : RowCodec.key(bytes);
    }

    @Override
    public void put(UserId user, KeyId key, KeyRow row) {
        store.put(keyKey(user, key), RowCodec.encode(row));
    }

    @Override
    public @Nullable OpenRow open(UserId user, RequestId request) {
        byte[] bytes = store.get(openKey(user, request));
        return bytes == null ? null : RowCodec.open(bytes);
    }

    @Override
    public void put(UserId user, RequestId request, OpenRow row) {
        store.put(openKey(user, request), RowCodec.encode(row));
    }

    @Override
    public void close(UserId user, RequestId request) {
        store.delete(openKey(user, request));
    }

    @Override
    public @Nullable TerminalRow terminal(UserId user, RequestId request) {
        byte[] bytes = store.get(terminalKey(user, request));
        return bytes == null ? null : RowCodec.terminal(bytes);
    }

    @Override
    public void put(UserId user, RequestId request, TerminalRow row) {
        store.put(terminalKey(user, request), RowCodec.encode(row));
    }

    @Override
    public @Nullable JournalProgress journal(JournalId journal) {
        byte[] bytes = store.get(journalKey(journal));
        return bytes == null ? null : RowCodec.journalProgress(bytes);
    }

    @Override
    public void put(JournalId journal, JournalProgress progress) {
        store.put(journalKey(journal), RowCodec.encode(progress));
    }

    @Override
    public @Nullable LetterRow letter(UserId user, String place) {
        byte[] bytes = store.get(letterKey(user, place));
        return bytes == null ? null : LetterCodec.letter(bytes);
    }

    @Override
    public void put(UserId user, String place, LetterRow row) {
        store.put(letterKey(user, place), LetterCodec.encode(row));
    }

    @Override
    public void settle(UserId user, String place) {
        store.delete(letterKey(user, place));
    }

    @Override
    public ParkingRow parking(UserId user) {
        byte[] bytes = store.get(parkingKey(user));
        return bytes == null ? ParkingRow.NONE : LetterCodec.parking(bytes);
    }

    @Override
    public void put(UserId user, ParkingRow row) {
        store.put(parkingKey(user), LetterCodec.encode(row));
    }

    @Override
    public ToldRow told(UserId user) {
        byte[] bytes = store.get(TOLD + user);
        return bytes == null ? ToldRow.NONE : ToldCodec.decode(bytes);
    }

    @Override
    public void put(UserId user, ToldRow row) {
        store.put(TOLD + user, ToldCodec.encode(row));
    }

    private static String letterKey(UserId user, String place) {
        return "d/" + user + "/" + place;
    }

    private static String parkingKey(UserId user) {
        return "d/" + user;
    }

    @Override
    public boolean first(UserId user, String command) {
        String key = "c/" + user + "/" + command;
        if (store.get(key) != null) {
            return false;
        }
        store.put(key, NOTED);
        return true;
    }
}
