package dev.sluice.contracts.account;

import java.time.Instant;

import dev.sluice.contracts.ids.UserId;

/// A parked account was looked at and may be used again.
public record AccountReleased(
        String eventId,
        UserId userId,
        Instant at,
        String reason,
        String by) implements AccountEvent.OfUser {}
