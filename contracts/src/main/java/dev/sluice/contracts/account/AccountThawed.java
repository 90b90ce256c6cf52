package dev.sluice.contracts.account;

import java.time.Instant;

import dev.sluice.contracts.ids.UserId;

/// A frozen account may spend again.
public record AccountThawed(
        String eventId,
        UserId userId,
        Instant at,
        String reason,
        String by) implements AccountEvent.OfUser {}
