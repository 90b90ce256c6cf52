package dev.sluice.contracts.account;

import java.time.Instant;

import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.ids.UserId;

/// What is left of a grant is taken back.
public record CreditRevoked(
        String eventId,
        UserId userId,
        Instant at,
        GrantId grantId,
        String reason,
        String by) implements AccountEvent.OfUser {}
