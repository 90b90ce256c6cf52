package dev.sluice.relay.admission;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import dev.sluice.relay.exchange.reservation.Admission.Verdict;

/// How many requests were admitted and refused, by cause, for metrics.
public final class Refusals {

    /// What an answer counts as.
    public enum Cause {
        ADMITTED, LIMIT, BALANCE, BUDGET, UNKNOWN, CLOSED, UNAVAILABLE
    }

    private final Map<Cause, LongAdder> counts = new EnumMap<>(Cause.class);

    public Refusals() {
        for (Cause cause : Cause.values()) {
            counts.put(cause, new LongAdder());
        }
    }

    void count(Verdict verdict) {
        adder(cause(verdict)).increment();
    }

    public long of(Cause cause) {
        return adder(cause).sum();
    }

    private LongAdder adder(Cause cause) {
        return Objects.requireNonNull(counts.get(cause));
    }

    private static Cause cause(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Admitted _ -> Cause.ADMITTED;
            case Verdict.LimitReached _ -> Cause.LIMIT;
            case Verdict.BalanceSpent _ -> Cause.BALANCE;
            case Verdict.BudgetSpent _ -> Cause.BUDGET;
            case Verdict.AccountUnknown _ -> Cause.UNKNOWN;
            case Verdict.AccountClosed _ -> Cause.CLOSED;
            case Verdict.Unavailable _ -> Cause.UNAVAILABLE;
        };
    }
}
