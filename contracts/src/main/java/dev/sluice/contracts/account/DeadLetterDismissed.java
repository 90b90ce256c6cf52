package dev.sluice.contracts.account;

import java.time.Instant;

import dev.sluice.contracts.ids.UserId;

/// Somebody looked at a dead letter of this account, and nothing is to come of it. `place` is its identity, the
/// header `dlq-place`.
public record DeadLetterDismissed(
        String eventId,
        UserId userId,
        Instant at,
        String place,
        String reason,
        String by) implements AccountEvent.OfUser {}
