package dev.sluice.contracts.account;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;

/// How the account of a user may be used from here on: plan, mode, credit limit, month boundary, limits.
///
/// @param limits
///            of the user, whether they come from the plan or from an operator; absent in events before there
///            were any, which meant those of the shipped plan
/// @param budgets
///            likewise
public record AccountPolicySet(
        String eventId,
        UserId userId,
        Instant at,
        String plan,
        PlanMode mode,
        NanoUsd creditLimitNanoUsd,
        String timeZone,
        @Nullable Limits limits,
        @Nullable Budgets budgets,
        String by) implements AccountEvent.OfUser {}
