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
///            header `pseq`, `NO_PSEQ` without a journal
public record Appended(AccountEvent event, Instant appendedAt, @Nullable JournalId journal, long pseq) {

    public static final long NO_PSEQ = -1;

    public static Appended plain(AccountEvent event, Instant appendedAt) {
        return new Appended(event, appendedAt, null, NO_PSEQ);
    }
}
