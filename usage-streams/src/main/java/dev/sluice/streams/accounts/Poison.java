package dev.sluice.streams.accounts;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.AccountFrozen;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.streams.accounts.rows.AccountRows;

/// A record of the log that cannot be decoded.
///
/// @param userId
///            from the record's key; null when that is no user id either
/// @param detail
///            what is wrong with it, without any of its content
public record Poison(@Nullable UserId userId, @Nullable JournalId journal, long pseq, Instant appendedAt,
        String recordName, String detail) {

    Decision parked(AccountRows rows, int epoch) {
        if (userId == null) {
            return Decision.NOTHING;
        }
        Turn turn = new Turn(rows, new AccountFrozen(recordName, userId, appendedAt, detail, "decider"), appendedAt);
        turn.park(null, detail);
        return turn.decision(epoch);
    }
}
