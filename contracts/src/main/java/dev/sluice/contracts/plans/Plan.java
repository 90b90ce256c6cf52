package dev.sluice.contracts.plans;

import java.util.regex.Pattern;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.money.NanoUsd;

/// The limits and the way of paying that a user has through a plan. The credit limit is how far a `POSTPAID`
/// account may go below zero; it is zero for every prepaid one.
public record Plan(String id, PlanMode mode, Limits limits, Budgets budgets, NanoUsd creditLimitNanoUsd) {

    static final String ID_FORM = "[a-z][a-z0-9-]{0,31}";
    private static final Pattern ID = Pattern.compile(ID_FORM);

    public Plan {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("plan: " + id + " (expected: " + ID + ")");
        }
        boolean creditGiven = creditLimitNanoUsd.compareTo(NanoUsd.ZERO) > 0;
        if (creditLimitNanoUsd.isNegative() || creditGiven != (mode == PlanMode.POSTPAID)) {
            throw new IllegalArgumentException("plan " + id + ": creditLimit=" + creditLimitNanoUsd + " in mode " + mode
                    + " (expected: > 0 in POSTPAID, 0 otherwise)");
        }
    }
}
