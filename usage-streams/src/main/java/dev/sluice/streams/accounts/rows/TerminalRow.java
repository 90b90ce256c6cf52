package dev.sluice.streams.accounts.rows;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.ids.JournalId;

/// Row `t/<user>/<request>`: how a request ended. Kept until its journal is closed and seven days more, or an
/// `Abandoned` after a `Settled` would charge twice.
///
/// @param chargeNanos
///            charged so far, adjustments included
/// @param limitedTokens
///            what counts against token limits
/// @param sequence
///            of the last rated record of this request
/// @param reservation
///            what it ended: a correction is rated and recorded with it
/// @param waiting
///            the terminal itself, when it came before the reservation it ends
public record TerminalRow(
        Kind kind,
        long chargeNanos,
        long limitedTokens,
        int sequence,
        long endedAtMillis,
        @Nullable JournalId journal,
        @Nullable OpenRow reservation,
        UsageEvent.@Nullable Terminal waiting) {

    /// How it ended; `WAITING` has not taken effect yet.
    public enum Kind {
        WAITING, SETTLED, FAILED, ABANDONED
    }

    public static TerminalRow waiting(UsageEvent.Terminal event, @Nullable JournalId journal, long millis) {
        return new TerminalRow(Kind.WAITING, 0, 0, 0, millis, journal, null, event);
    }

    public TerminalRow adjusted(Kind newKind, long newChargeNanos, long newLimitedTokens) {
        return new TerminalRow(newKind, newChargeNanos, newLimitedTokens, sequence + 1, endedAtMillis, journal,
                reservation, null);
    }
}
