package dev.sluice.streams.accounts.rows;

import java.time.ZoneId;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.plans.Plan;
import dev.sluice.contracts.plans.Plans;

/// How an account may be used, as it was set last.
///
/// @param creditLimitNanos
///            how far below zero a balance may go, which only a postpaid one may
/// @param zone
///            of the calendar month
/// @param limits
///            of the user, for all keys together
public record Policy(String plan, PlanMode mode, long creditLimitNanos, ZoneId zone, Limits limits, Budgets budgets) {

    /// Of an account of which nothing is set yet.
    public static final Policy NONE = new Policy("", PlanMode.CHUNKED, 0, ZoneOffset.UTC, Limits.NONE, Budgets.NONE);

    /// Policies that were set when they did not say limits yet meant those of the shipped plan.
    public static Policy of(String plan, PlanMode mode, long creditLimitNanos, ZoneId zone, @Nullable Limits limits,
            @Nullable Budgets budgets) {
        return new Policy(plan, mode, creditLimitNanos, zone,
                limits == null ? Plans.SHIPPED.find(plan).map(Plan::limits).orElse(Limits.NONE) : limits,
                budgets == null ? Plans.SHIPPED.find(plan).map(Plan::budgets).orElse(Budgets.NONE) : budgets);
    }
}
