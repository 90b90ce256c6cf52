package dev.sluice.api.identity;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// What a user has begun and not ended.
///
/// @param reset
///            lets a new password in
/// @param claim
///            the address the user wants to have
/// @param contestedAt
///            when the user was last told that somebody else asked for the address
public record Underway(@Nullable MailedToken reset, @Nullable ClaimedEmail claim, @Nullable Instant contestedAt) {

    static final Underway NOTHING = new Underway(null, null, null);

    Underway withReset(MailedToken token) {
        return new Underway(token, claim, contestedAt);
    }

    Underway withClaim(ClaimedEmail claimed) {
        return new Underway(reset, claimed, contestedAt);
    }

    Underway withoutReset() {
        return new Underway(null, claim, contestedAt);
    }

    Underway without(String emailHash) {
        return claim != null && claim.emailHash().equals(emailHash) ? new Underway(reset, null, contestedAt) : this;
    }

    Underway contested(Instant at) {
        return new Underway(reset, claim, at);
    }
}
