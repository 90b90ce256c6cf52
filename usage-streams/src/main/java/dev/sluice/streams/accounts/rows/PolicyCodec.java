package dev.sluice.streams.accounts.rows;

import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.money.NanoUsd;

/// The binary form of a policy within the row of a user. A limit that is not set is -1.
final class PolicyCodec {

    /// The first one with limits and budgets.
    private static final byte VERSION_WITH_LIMITS = 3;
    private static final long NO_LIMIT = -1;

    private PolicyCodec() {}

    static void write(RowWriter out, Policy policy) {
        out.text(policy.plan());
        out.number(policy.mode().ordinal());
        out.number(policy.creditLimitNanos());
        out.text(policy.zone().getId());
        Limits limits = policy.limits();
        write(out, limits.rpm());
        write(out, limits.rpd());
        write(out, limits.tpm());
        write(out, limits.tokensPerMonth());
        write(out, limits.concurrency());
        Budgets budgets = policy.budgets();
        write(out, budgets.fiveHourNanoUsd());
        write(out, budgets.dayNanoUsd());
        write(out, budgets.weekNanoUsd());
        write(out, budgets.monthNanoUsd());
        write(out, budgets.totalNanoUsd());
    }

    static Policy read(RowReader in) {
        String plan = in.text();
        PlanMode mode = PlanMode.values()[(int) in.number()];
        long creditLimitNanos = in.number();
        ZoneId zone = ZoneId.of(in.text());
        return in.version() < VERSION_WITH_LIMITS
                ? Policy.of(plan, mode, creditLimitNanos, zone, null, null)
                : new Policy(plan, mode, creditLimitNanos, zone,
                        new Limits(limit(in), limit(in), limit(in), limit(in), limit(in)),
                        new Budgets(amount(in), amount(in), amount(in), amount(in), amount(in)));
    }

    private static void write(RowWriter out, @Nullable Long limit) {
        out.number(limit == null ? NO_LIMIT : limit);
    }

    private static void write(RowWriter out, @Nullable NanoUsd amount) {
        out.number(amount == null ? NO_LIMIT : amount.nanos());
    }

    private static @Nullable Long limit(RowReader in) {
        long value = in.number();
        return value == NO_LIMIT ? null : Long.valueOf(value);
    }

    private static @Nullable NanoUsd amount(RowReader in) {
        long nanos = in.number();
        return nanos == NO_LIMIT ? null : NanoUsd.of(nanos);
    }
}
