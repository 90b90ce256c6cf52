package dev.sluice.contracts.admission;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.money.NanoUsd;

/// One number per `Limit`: what is allowed, or what remains of it. Money in micro-dollars. A limit that is
/// not set is `NO_LIMIT`.
public final class Allowances {

    public static final long NO_LIMIT = -1;
    public static final Allowances UNLIMITED = new Allowances(new EnumMap<>(Limit.class));

    private final long[] values = new long[Limit.values().length];

    public Allowances(Map<Limit, Long> limits) {
        Arrays.fill(values, NO_LIMIT);
        limits.forEach((limit, value) -> {
            if (value < 0) {
                throw new IllegalArgumentException(limit + ": " + value + " (expected: >= 0)");
            }
            values[limit.ordinal()] = value;
        });
    }

    public static Allowances of(Limit limit, long value) {
        return new Allowances(Map.of(limit, value));
    }

    /// Limits and budgets as identity states them, money floored to micro-dollars.
    public static Allowances of(Limits limits, Budgets budgets) {
        Map<Limit, @Nullable Long> all = new EnumMap<>(Limit.class);
        all.put(Limit.REQUESTS_PER_MINUTE, limits.rpm());
        all.put(Limit.REQUESTS_PER_DAY, limits.rpd());
        all.put(Limit.TOKENS_PER_MINUTE, limits.tpm());
        all.put(Limit.TOKENS_PER_MONTH, limits.tokensPerMonth());
        all.put(Limit.CONCURRENCY, limits.concurrency());
        all.put(Limit.SPEND_FIVE_HOURS, micros(budgets.fiveHourNanoUsd()));
        all.put(Limit.SPEND_DAY, micros(budgets.dayNanoUsd()));
        all.put(Limit.SPEND_WEEK, micros(budgets.weekNanoUsd()));
        all.put(Limit.SPEND_MONTH, micros(budgets.monthNanoUsd()));
        all.put(Limit.SPEND_TOTAL, micros(budgets.totalNanoUsd()));
        Map<Limit, Long> stated = new EnumMap<>(Limit.class);
        all.forEach((limit, value) -> {
            if (value != null) {
                stated.put(limit, value);
            }
        });
        return new Allowances(stated);
    }

    private static @Nullable Long micros(@Nullable NanoUsd amount) {
        return amount == null ? null : amount.microsFloored();
    }

    public Allowances with(Limit limit, long value) {
        Map<Limit, Long> all = new EnumMap<>(Limit.class);
        for (Limit each : Limit.values()) {
            if (of(each) != NO_LIMIT) {
                all.put(each, of(each));
            }
        }
        all.put(limit, value);
        return new Allowances(all);
    }

    public long of(Limit limit) {
        return values[limit.ordinal()];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Allowances that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Allowances" + Arrays.toString(values);
    }
}
