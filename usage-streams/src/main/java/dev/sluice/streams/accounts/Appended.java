package dev.sluice.streams.accounts;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.ids.JournalId;

/// An event as it stands in the log.
///
/// @param appendedAt
///            first append time: the header `sluice-appended-at` where there is one, else that of the record
/// @param journal
///            header `journal`; null for events that came through none
/// @param pseq
///            header `pseq`, `NO_PSEQ` without a journal and for a replay
/// @param place
///            where it stands: identity of the dead letter that may become of it
/// @param replay
///            the dead letter that it repeats; null for what comes for the first time
public record Appended(AccountEvent event, Instant appendedAt, @Nullable JournalId journal, long pseq, String place,
        @Nullable Replay replay) {

    public static final long NO_PSEQ = -1;

    /// Of an event that repeats no letter and is known by its id.
    public Appended(AccountEvent event, Instant appendedAt, @Nullable JournalId journal, long pseq) {
        this(event, appendedAt, journal, pseq, event.eventId(), null);
    }

    public static Appended plain(AccountEvent event, Instant appendedAt) {
        return new Appended(event, appendedAt, null, NO_PSEQ);
    }
}
