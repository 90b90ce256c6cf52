package dev.sluice.relay.exchange.reservation;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.relay.exchange.reservation.Admission.Budget;
import dev.sluice.relay.exchange.reservation.Admission.Limit;
import dev.sluice.relay.exchange.reservation.Admission.Scope;
import dev.sluice.relay.exchange.reservation.Admission.Verdict;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.Forbidden;
import dev.sluice.relay.refusal.Refusal.NotNow;
import dev.sluice.relay.refusal.Refusal.UsedUp;
import dev.sluice.relay.refusal.Refusal.WindowFull;

/// Says a verdict of admission in the words of a refusal.
public final class Verdicts {

    private Verdicts() {}

    public static Refusal refusal(Verdict verdict, Admission.Request request) {
        return switch (verdict) {
            case Verdict.LimitReached(var limit, var scope, var retryAfter) -> limit(limit, scope, retryAfter, request);
            case Verdict.BalanceSpent() -> new UsedUp.Balance();
            case Verdict.BudgetSpent(var budget, var scope, var resetsAt) ->
                new UsedUp.Budget(budget(budget, scope, request), resetsAt);
            case Verdict.AccountUnknown() -> new NotNow.AccountLoading();
            case Verdict.AccountClosed() -> new Forbidden.AccountClosed();
            case Verdict.Unavailable(_) -> new NotNow.AdmissionAway();
            case Verdict.Admitted admitted -> throw new IllegalArgumentException("verdict: " + admitted
                    + " (expected: a refusal)");
        };
    }

    /// Limits over a day or a month are no windows to wait for: an agent would come back every minute.
    private static Refusal limit(Limit limit, Scope scope, Duration retryAfter, Admission.Request request) {
        Limits limits = scope == Scope.KEY ? request.key().limits() : request.user().limits();
        return switch (limit) {
            case REQUESTS_PER_MINUTE -> window(limits.rpm(), "requests per minute", scope, retryAfter);
            case TOKENS_PER_MINUTE -> window(limits.tpm(), "tokens per minute", scope, retryAfter);
            case CONCURRENCY -> window(limits.concurrency(), "requests at once", scope, retryAfter);
            case REQUESTS_PER_DAY -> new UsedUp.Budget(text(limits.rpd(), "requests per day", scope), null);
            case TOKENS_PER_MONTH -> new UsedUp.Budget(text(limits.tokensPerMonth(), "tokens per month", scope), null);
        };
    }

    private static Refusal window(@Nullable Long max, String unit, Scope scope, Duration retryAfter) {
        return new WindowFull(text(max, unit, scope), retryAfter);
    }

    private static String text(@Nullable Long max, String unit, Scope scope) {
        return (max == null ? "" : max + " ") + unit + of(scope);
    }

    private static String budget(Budget budget, Scope scope, Admission.Request request) {
        Budgets budgets = scope == Scope.KEY ? request.key().budgets() : request.user().budgets();
        NanoUsd max = switch (budget) {
            case FIVE_HOURS -> budgets.fiveHourNanoUsd();
            case DAY -> budgets.dayNanoUsd();
            case WEEK -> budgets.weekNanoUsd();
            case MONTH -> budgets.monthNanoUsd();
            case TOTAL -> budgets.totalNanoUsd();
        };
        String window = switch (budget) {
            case FIVE_HOURS -> " per 5 hours";
            case DAY -> " per day";
            case WEEK -> " per week";
            case MONTH -> " per month";
            case TOTAL -> " in total";
        };
        return (max == null ? "spend" : dollars(max)) + window + of(scope);
    }

    private static String dollars(NanoUsd amount) {
        String decimal = amount.toDecimal();
        return "$" + decimal.substring(0, decimal.indexOf('.') + 3);
    }

    private static String of(Scope scope) {
        return scope == Scope.KEY ? " for this key" : "";
    }
}
