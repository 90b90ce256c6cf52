package dev.sluice.api.identity;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.KeySettings;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.UserView;

/// Whether what a key may do lies within what its user may do. A limit the plan does not have binds nobody; a
/// limit the key does not have is the plan's.
final class Within {

    private Within() {}

    static boolean plan(KeySettings key, UserView user) {
        return limits(key.limits(), user.limits()) && budgets(key.budgets(), user.budgets());
    }

    private static boolean limits(Limits key, Limits user) {
        return fits(key.rpm(), user.rpm()) && fits(key.rpd(), user.rpd()) && fits(key.tpm(), user.tpm())
                && fits(key.tokensPerMonth(), user.tokensPerMonth()) && fits(key.concurrency(), user.concurrency());
    }

    private static boolean budgets(Budgets key, Budgets user) {
        return fits(key.fiveHourNanoUsd(), user.fiveHourNanoUsd()) && fits(key.dayNanoUsd(), user.dayNanoUsd())
                && fits(key.weekNanoUsd(), user.weekNanoUsd()) && fits(key.monthNanoUsd(), user.monthNanoUsd())
                && fits(key.totalNanoUsd(), user.totalNanoUsd());
    }

    private static <T extends Comparable<T>> boolean fits(@Nullable T key, @Nullable T user) {
        return key == null || user == null || key.compareTo(user) <= 0;
    }
}
