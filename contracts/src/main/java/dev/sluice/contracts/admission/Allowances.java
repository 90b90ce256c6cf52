package dev.sluice.contracts.admission;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.money.NanoUsd;

/// One number per `Limit`: what is allowed, or what remains of it. Money in micro-dollars. A limit that is
/// not set is `NO_LIMIT`.
public final class Allowances {

    public static final long NO_LIMIT = -1;
    private static final int COUNT = Limit.values().length;
    public static final Allowances UNLIMITED = new Allowances(none());

    private final long[] values;

    private Allowances(long[] values) {
        this.values = values;
    }

    public Allowances(Map<Limit, Long> limits) {
        this(none());
        limits.forEach(this::put);
    }

    private static long[] none() {
        long[] values = new long[COUNT];
        Arrays.fill(values, NO_LIMIT);
        return values;
    }

    private void put(Limit limit, @Nullable Long value) {
        if (value != null && value < 0) {
            throw new IllegalArgumentException(limit + ": " + value + " (expected: >= 0)");
        }
        values[limit.ordinal()] = value == null ? NO_LIMIT : value;
    }

    public static Allowances of(Limit limit, long value) {
        return new Allowances(Map.of(limit, value));
    }

    /// Limits and budgets as identity states them, money floored to micro-dollars.
    public static Allowances of(Limits limits, Budgets budgets) {
        Allowances stated = new Allowances(none());
        stated.put(Limit.REQUESTS_PER_MINUTE, limits.rpm());
        stated.put(Limit.REQUESTS_PER_DAY, limits.rpd());
        stated.put(Limit.TOKENS_PER_MINUTE, limits.tpm());
        stated.put(Limit.TOKENS_PER_MONTH, limits.tokensPerMonth());
        stated.put(Limit.CONCURRENCY, limits.concurrency());
        stated.put(Limit.SPEND_FIVE_HOURS, micros(budgets.fiveHourNanoUsd()));
        stated.put(Limit.SPEND_DAY, micros(budgets.dayNanoUsd()));
        stated.put(Limit.SPEND_WEEK, micros(budgets.weekNanoUsd()));
        stated.put(Limit.SPEND_MONTH, micros(budgets.monthNanoUsd()));
        stated.put(Limit.SPEND_TOTAL, micros(budgets.totalNanoUsd()));
        return stated;
    }

    /// What a script answered from `from` on, one number per limit.
    static Allowances told(List<?> reply, int from) {
        long[] values = new long[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[i] = Replies.number(reply, from + i);
            if (values[i] < NO_LIMIT) {
                throw new IllegalArgumentException("limit " + i + ": " + values[i] + " (expected: >= -1)");
            }
        }
        return new Allowances(values);
    }

    private static @Nullable Long micros(@Nullable NanoUsd amount) {
        return amount == null ? null : amount.microsFloored();
    }

    public Allowances with(Limit limit, long value) {
        Allowances changed = new Allowances(values.clone());
        changed.put(limit, value);
        return changed;
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
