package dev.sluice.streams.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.journal.JournalProgress;
import dev.sluice.streams.accounts.rows.AccountRows;
import dev.sluice.streams.accounts.rows.KeyRow;
import dev.sluice.streams.accounts.rows.LetterRow;
import dev.sluice.streams.accounts.rows.OpenRow;
import dev.sluice.streams.accounts.rows.ParkingRow;
import dev.sluice.streams.accounts.rows.TerminalRow;
import dev.sluice.streams.accounts.rows.ToldRow;
import dev.sluice.streams.accounts.rows.UserRow;

/// Rows of one task under exactly-once: what a batch wrote becomes real with `commit`, or never was. Mutable
/// rows are copied when a batch touches them first.
final class SimRows implements AccountRows {

    private final Map<UserId, UserRow> users = new HashMap<>();
    private final Map<KeyId, KeyRow> keys = new HashMap<>();
    private final Map<RequestId, OpenRow> open = new HashMap<>();
    private final Map<RequestId, TerminalRow> terminals = new HashMap<>();
    private final Map<JournalId, JournalProgress> journals = new HashMap<>();
    private final Set<String> commands = new HashSet<>();
    private final Map<UserId, ToldRow> told = new HashMap<>();

    private final Map<UserId, UserRow> newUsers = new HashMap<>();
    private final Map<KeyId, KeyRow> newKeys = new HashMap<>();
    private final Map<RequestId, @Nullable OpenRow> newOpen = new HashMap<>();
    private final Map<RequestId, TerminalRow> newTerminals = new HashMap<>();
    private final Map<JournalId, JournalProgress> newJournals = new HashMap<>();
    private final Set<String> newCommands = new HashSet<>();
    private final Map<UserId, ToldRow> newTold = new HashMap<>();
    private final boolean forgetsTerminals;
    private final boolean forgetsTold;

    SimRows(boolean forgetsTerminals, boolean forgetsTold) {
        this.forgetsTerminals = forgetsTerminals;
        this.forgetsTold = forgetsTold;
    }

    void commit() {
        users.putAll(newUsers);
        keys.putAll(newKeys);
        newOpen.forEach((request, row) -> {
            if (row == null) {
                open.remove(request);
            } else {
                open.put(request, row);
            }
        });
        terminals.putAll(newTerminals);
        journals.putAll(newJournals);
        commands.addAll(newCommands);
        told.putAll(newTold);
        forget();
    }

    /// The batch never happened.
    void forget() {
        newUsers.clear();
        newKeys.clear();
        newOpen.clear();
        newTerminals.clear();
        newJournals.clear();
        newCommands.clear();
        newTold.clear();
    }

    Map<RequestId, OpenRow> open() {
        return open;
    }

    Map<RequestId, TerminalRow> terminals() {
        return terminals;
    }

    Map<JournalId, JournalProgress> journals() {
        return journals;
    }

    @Override
    public @Nullable UserRow user(UserId user) {
        UserRow touched = newUsers.get(user);
        UserRow known = users.get(user);
        return touched != null ? touched : known == null ? null : known.copy();
    }

    @Override
    public void put(UserId user, UserRow row) {
        newUsers.put(user, row);
    }

    @Override
    public @Nullable KeyRow key(UserId user, KeyId key) {
        KeyRow touched = newKeys.get(key);
        KeyRow known = keys.get(key);
        return touched != null ? touched : known == null ? null : known.copy();
    }

    @Override
    public void put(UserId user, KeyId key, KeyRow row) {
        newKeys.put(key, row);
    }

    @Override
    public @Nullable OpenRow open(UserId user, RequestId request) {
        return newOpen.containsKey(request) ? newOpen.get(request) : open.get(request);
    }

    @Override
    public void put(UserId user, RequestId request, OpenRow row) {
        newOpen.put(request, row);
    }

    @Override
    public void close(UserId user, RequestId request) {
        newOpen.put(request, null);
    }

    @Override
    public @Nullable TerminalRow terminal(UserId user, RequestId request) {
        TerminalRow touched = newTerminals.get(request);
        TerminalRow row = touched == null ? terminals.get(request) : touched;
        return row != null && forgetsTerminals && row.waiting() == null ? null : row;
    }

    @Override
    public void put(UserId user, RequestId request, TerminalRow row) {
        newTerminals.put(request, row);
    }

    @Override
    public @Nullable JournalProgress journal(JournalId journal) {
        JournalProgress touched = newJournals.get(journal);
        JournalProgress known = journals.get(journal);
        return touched != null ? touched : known == null ? null : known.copy();
    }

    @Override
    public void put(JournalId journal, JournalProgress progress) {
        newJournals.put(journal, progress);
    }

    /// Nobody gives a verdict on a dead letter in these histories: what is held stays held.
    @Override
    public @Nullable LetterRow letter(UserId user, String place) {
        return null;
    }

    @Override
    public void put(UserId user, String place, LetterRow row) {}

    @Override
    public void settle(UserId user, String place) {}

    @Override
    public ParkingRow parking(UserId user) {
        return ParkingRow.NONE;
    }

    @Override
    public void put(UserId user, ParkingRow row) {}

    @Override
    public ToldRow told(UserId user) {
        ToldRow touched = newTold.get(user);
        return touched == null ? told.getOrDefault(user, ToldRow.NONE) : touched;
    }

    @Override
    public void put(UserId user, ToldRow row) {
        if (!forgetsTold) {
            newTold.put(user, row);
        }
    }

    @Override
    public boolean first(UserId user, String command) {
        return !commands.contains(command) && newCommands.add(command);
    }
}
