package dev.sluice.contracts.identity;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.UserId;

/// Who holds an e-mail address; topic `identity.emails`, key = keyed hash of the normalised address. A claim
/// that was not verified may be taken by another registration after 24 hours.
///
/// @param sealed
///            the address, while it is claimed by somebody who still has another one; else null
public record EmailView(UserId userId, boolean verified, Instant claimedAt, long version, @Nullable String sealed) {

    /// A claim of an address that is its user's own.
    public EmailView(UserId userId, boolean verified, Instant claimedAt, long version) {
        this(userId, verified, claimedAt, version, null);
    }
}
