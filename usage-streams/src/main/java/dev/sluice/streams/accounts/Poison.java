package dev.sluice.streams.accounts;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.AccountFrozen;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.streams.accounts.rows.AccountRows;
import dev.sluice.streams.accounts.rows.LetterKind;

/// A record of the log that cannot be decoded.
///
/// @param userId
///            from the record's key; null when that is no user id either
/// @param detail
///            what is wrong with it, without any of its content
/// @param replay
///            the dead letter it repeats, if it does
public record Poison(@Nullable UserId userId, @Nullable JournalId journal, long pseq, Instant appendedAt,
        String place, String detail, @Nullable Replay replay) {

    /// Holds it and parks its account; the replay of a letter is no second letter.
    Decision decided(AccountRows rows, int epoch) {
        if (userId == null) {
            List<Held> held = replay == null ? List.of(new Held(LetterKind.POISON, detail, null)) : List.of();
            return new Decision(List.of(), List.of(), List.of(), List.of(), List.of(), held, List.of());
        }
        Turn turn = new Turn(rows, new AccountFrozen(place, userId, appendedAt, detail, "decider"), appendedAt, place);
        if (replay == null) {
            turn.letters().hold(LetterKind.POISON, null, detail, null);
        } else {
            turn.letters().failed(replay, detail);
        }
        return turn.decision(epoch);
    }
}
