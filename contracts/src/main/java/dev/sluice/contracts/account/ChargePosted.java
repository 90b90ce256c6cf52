package dev.sluice.contracts.account;

import java.time.Instant;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;

/// A charge that is not usage. The charge id is the identity: a repeat has no effect.
public record ChargePosted(
        String eventId,
        UserId userId,
        Instant at,
        String chargeId,
        NanoUsd amountNanoUsd,
        String reason,
        String by) implements AccountEvent.OfUser {}
