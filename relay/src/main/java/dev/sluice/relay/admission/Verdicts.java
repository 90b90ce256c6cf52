package dev.sluice.relay.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

import dev.sluice.contracts.admission.AdmitAnswer;
import dev.sluice.contracts.admission.Limit;
import dev.sluice.relay.exchange.reservation.Admission;
import dev.sluice.relay.exchange.reservation.Admission.Budget;
import dev.sluice.relay.exchange.reservation.Admission.Scope;
import dev.sluice.relay.exchange.reservation.Admission.Verdict;

/// The script's refusals in the words of the relay.
final class Verdicts {

    private Verdicts() {}

    static Verdict of(AdmitAnswer.Refused refused, long redisMillis) {
        Scope scope = refused.scope() == Limit.Scope.USER ? Scope.USER : Scope.KEY;
        return switch (refused.limit()) {
            case REQUESTS_PER_MINUTE -> limit(Admission.Limit.REQUESTS_PER_MINUTE, scope, refused);
            case REQUESTS_PER_DAY -> limit(Admission.Limit.REQUESTS_PER_DAY, scope, refused);
            case TOKENS_PER_MINUTE -> limit(Admission.Limit.TOKENS_PER_MINUTE, scope, refused);
            case TOKENS_PER_MONTH -> limit(Admission.Limit.TOKENS_PER_MONTH, scope, refused);
            case CONCURRENCY -> limit(Admission.Limit.CONCURRENCY, scope, refused);
            case SPEND_FIVE_HOURS -> budget(Budget.FIVE_HOURS, scope, refused, redisMillis);
            case SPEND_DAY -> budget(Budget.DAY, scope, refused, redisMillis);
            case SPEND_WEEK -> budget(Budget.WEEK, scope, refused, redisMillis);
            case SPEND_MONTH -> budget(Budget.MONTH, scope, refused, redisMillis);
            case SPEND_TOTAL -> budget(Budget.TOTAL, scope, refused, redisMillis);
        };
    }

    private static Verdict limit(Admission.Limit limit, Scope scope, AdmitAnswer.Refused refused) {
        return new Verdict.LimitReached(limit, scope, Duration.ofMillis(Math.max(0, refused.resetMillis())));
    }

    private static Verdict budget(Budget budget, Scope scope, AdmitAnswer.Refused refused, long redisMillis) {
        OptionalLong reset = refused.resetMillis() == AdmitAnswer.Refused.NEVER
                ? OptionalLong.empty()
                : OptionalLong.of(refused.resetMillis());
        return new Verdict.BudgetSpent(budget, scope,
                reset.isEmpty() ? null : Instant.ofEpochMilli(redisMillis + reset.getAsLong()));
    }
}
