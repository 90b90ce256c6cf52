package dev.sluice.api.identity;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.EmailView;
import dev.sluice.contracts.identity.IdentityEvent;
import dev.sluice.contracts.identity.IdentityEvent.AddressContested;
import dev.sluice.contracts.identity.IdentityEvent.EmailReleased;
import dev.sluice.contracts.identity.IdentityEvent.RegistrationExpired;
import dev.sluice.contracts.identity.IdentityResult.Refusal;

/// Who holds an address. A verified holder keeps it; a claim, by a registration or by a user who wants to
/// change, lasts for 24 hours.
final class Claims {

    private Claims() {}

    static boolean isHeld(EmailView claim, Instant at) {
        return claim.verified() || at.isBefore(claim.claimedAt().plus(IdentityBounds.CLAIM_KEPT));
    }

    /// What ends a claim that is no longer held: a registration goes with its address, a user stays.
    static List<IdentityEvent> freed(Rows rows, String emailHash, EmailView claim) {
        UserRow holder = rows.user(claim.userId());
        if (holder == null) {
            return List.of();
        }
        return List.of(holder.emailHash().equals(emailHash)
                ? new RegistrationExpired(claim.userId(), emailHash)
                : new EmailReleased(claim.userId(), emailHash));
    }

    /// The holder, or whoever reads the claimed address, hears of it, at most once an hour.
    static Decision contested(Rows rows, EmailView claim, Instant at) {
        Refusal refusal = claim.verified() ? Refusal.ADDRESS_TAKEN : Refusal.ADDRESS_PENDING;
        UserRow holder = rows.user(claim.userId());
        boolean quiet = holder == null || toldLately(holder.begun().contestedAt(), at);
        List<IdentityEvent> events = quiet ? List.of() : List.of(new AddressContested(claim.userId(), claim.sealed()));
        return new Decision(events, claim.userId().value(), refusal);
    }

    private static boolean toldLately(@Nullable Instant contestedAt, Instant at) {
        return contestedAt != null && at.isBefore(contestedAt.plus(IdentityBounds.CONTEST_QUIET));
    }
}
