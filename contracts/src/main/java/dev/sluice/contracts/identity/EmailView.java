package dev.sluice.contracts.identity;

import java.time.Instant;

import dev.sluice.contracts.ids.UserId;

/// Who holds an e-mail address; topic `identity.emails`, key = keyed hash of the normalised address. A claim
/// that was not verified may be taken by another registration after 24 hours.
public record EmailView(UserId userId, boolean verified, Instant claimedAt, long version) {}
