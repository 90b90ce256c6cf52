package dev.sluice.contracts.account;

import java.time.Instant;

import dev.sluice.contracts.ids.UserId;

/// Nothing more may be spent until the account is thawed.
public record AccountFrozen(
        String eventId,
        UserId userId,
        Instant at,
        String reason,
        String by) implements AccountEvent.OfUser {}
