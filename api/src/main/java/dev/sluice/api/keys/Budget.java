package dev.sluice.api.keys;

import org.jspecify.annotations.Nullable;

import dev.sluice.api.web.ProblemException;
import dev.sluice.api.web.Usd;
import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.money.NanoUsd;

/// What may be spent in each window; a field that is absent is no limit of its own.
public record Budget(@Nullable Usd fiveHourUsd, @Nullable Usd dayUsd, @Nullable Usd weekUsd, @Nullable Usd monthUsd,
        @Nullable Usd totalUsd) {

    public static Budgets budgets(@Nullable Budget budget) {
        return budget == null
                ? Budgets.NONE
                : new Budgets(amount(budget.fiveHourUsd), amount(budget.dayUsd), amount(budget.weekUsd),
                        amount(budget.monthUsd), amount(budget.totalUsd));
    }

    public static Budget of(Budgets budgets) {
        return new Budget(Usd.ofNullable(budgets.fiveHourNanoUsd()), Usd.ofNullable(budgets.dayNanoUsd()),
                Usd.ofNullable(budgets.weekNanoUsd()), Usd.ofNullable(budgets.monthNanoUsd()),
                Usd.ofNullable(budgets.totalNanoUsd()));
    }

    private static @Nullable NanoUsd amount(@Nullable Usd usd) {
        if (usd != null && usd.amount().isNegative()) {
            throw ProblemException.field("budget", "negative", "is below zero");
        }
        return usd == null ? null : usd.amount();
    }
}
