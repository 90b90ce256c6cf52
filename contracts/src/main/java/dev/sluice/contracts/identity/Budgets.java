package dev.sluice.contracts.identity;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.money.NanoUsd;

/// Spend limits of a user or a key, each over its own window. Null = none.
public record Budgets(
        @Nullable NanoUsd fiveHourNanoUsd,
        @Nullable NanoUsd dayNanoUsd,
        @Nullable NanoUsd weekNanoUsd,
        @Nullable NanoUsd monthNanoUsd,
        @Nullable NanoUsd totalNanoUsd) {

    public static final Budgets NONE = new Budgets(null, null, null, null, null);

}
