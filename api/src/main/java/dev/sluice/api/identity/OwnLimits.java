package dev.sluice.api.identity;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.Limits;

/// Limits an operator gave one user: each that is there stands in the place of the plan's, above or below it.
public record OwnLimits(Limits limits, Budgets budgets) {

    static final OwnLimits NONE = new OwnLimits(Limits.NONE, Budgets.NONE);

    Limits over(Limits plan) {
        return new Limits(first(limits.rpm(), plan.rpm()), first(limits.rpd(), plan.rpd()),
                first(limits.tpm(), plan.tpm()), first(limits.tokensPerMonth(), plan.tokensPerMonth()),
                first(limits.concurrency(), plan.concurrency()));
    }

    Budgets over(Budgets plan) {
        return new Budgets(first(budgets.fiveHourNanoUsd(), plan.fiveHourNanoUsd()),
                first(budgets.dayNanoUsd(), plan.dayNanoUsd()), first(budgets.weekNanoUsd(), plan.weekNanoUsd()),
                first(budgets.monthNanoUsd(), plan.monthNanoUsd()),
                first(budgets.totalNanoUsd(), plan.totalNanoUsd()));
    }

    private static <T> @Nullable T first(@Nullable T own, @Nullable T plan) {
        return own == null ? plan : own;
    }
}
