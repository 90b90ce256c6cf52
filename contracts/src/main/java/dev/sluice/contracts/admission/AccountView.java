package dev.sluice.contracts.admission;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.UserId;

/// The account as the log has it after one event: the user's scope, the one key scope that the event touched
/// and
/// the local reservations it consumed. Absolute, never a difference. Topic `account.view`, key `userId/keyId`.
///
/// @param epoch
///            world that computed it; a higher one replaces everything of a lower one
/// @param version
///            grows by one per view of this user; guards the user scope and each key scope on its own
/// @param balanceMicros
///            micro-dollars left, floored; may be negative
/// @param creditMicros
///            how far below zero the balance may go
/// @param openMicros
///            micro-dollars of open reservations, ceiled
public record AccountView(
        UserId userId,
        int epoch,
        long version,
        Instant asOf,
        long balanceMicros,
        long creditMicros,
        long openMicros,
        @Nullable Halt halt,
        WindowsView windows,
        @Nullable KeyScope key,
        List<Consumed> consumed) {

    /// Entries of one view; a decision that consumes more is split over several views.
    public static final int CONSUMED_MAX = 100;

    /// Why an account may not spend.
    public enum Halt {
        FROZEN, PARKED
    }

    /// The part that belongs to one key.
    public record KeyScope(KeyId keyId, long openMicros, WindowsView windows) {}

    public AccountView {
        consumed = List.copyOf(consumed);
        if (consumed.size() > CONSUMED_MAX) {
            throw new IllegalArgumentException(
                    "consumed: " + consumed.size() + " entries (expected: <= " + CONSUMED_MAX + ")");
        }
    }

    /// Key of the record in `account.view`: `userId/keyId`, or `userId/` when no key was touched.
    public String topicKey() {
        return userId + "/" + (key == null ? "" : key.keyId());
    }

    /// The same state with other consumed entries.
    public AccountView consuming(List<Consumed> entries) {
        return new AccountView(userId, epoch, version, asOf, balanceMicros, creditMicros, openMicros, halt, windows,
                key, entries);
    }
}
