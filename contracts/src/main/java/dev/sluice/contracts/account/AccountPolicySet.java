package dev.sluice.contracts.account;

import java.time.Instant;

import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;

/// How the account of a user may be used from here on: plan, mode, credit limit, month boundary.
public record AccountPolicySet(
        String eventId,
        UserId userId,
        Instant at,
        String plan,
        PlanMode mode,
        NanoUsd creditLimitNanoUsd,
        String timeZone,
        String by) implements AccountEvent.OfUser {}
