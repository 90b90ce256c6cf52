package dev.sluice.streams.accounts.rows;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.journal.JournalProgress;

/// The rows of one task as the decider reads and writes them. A row that was read belongs to the reader until
/// it is put back. Null means there is none.
public interface AccountRows {

    @Nullable
    UserRow user(UserId user);

    void put(UserId user, UserRow row);

    @Nullable
    KeyRow key(UserId user, KeyId key);

    void put(UserId user, KeyId key, KeyRow row);

    @Nullable
    OpenRow open(UserId user, RequestId request);

    void put(UserId user, RequestId request, OpenRow row);

    void close(UserId user, RequestId request);

    @Nullable
    TerminalRow terminal(UserId user, RequestId request);

    void put(UserId user, RequestId request, TerminalRow row);

    @Nullable
    JournalProgress journal(JournalId journal);

    void put(JournalId journal, JournalProgress progress);

    /// A dead letter that is open; null when it is settled, or was never known here.
    @Nullable
    LetterRow letter(UserId user, String place);

    void put(UserId user, String place, LetterRow row);

    void settle(UserId user, String place);

    /// `NONE` where nothing was ever held.
    ParkingRow parking(UserId user);

    void put(UserId user, ParkingRow row);

    /// `NONE` where nothing was told and nothing credited.
    ToldRow told(UserId user);

    void put(UserId user, ToldRow row);

    /// Notes a command by its identity; answers false when it was noted before, and is a repeat.
    boolean first(UserId user, String command);
}
