package dev.sluice.streams.accounts;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.UsageAbandoned;
import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.account.UsageFailed;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.contracts.pricing.rating.ServedAs;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.streams.accounts.rows.OpenRow;
import dev.sluice.streams.accounts.rows.TerminalRow;

/// How a request ended and what that costs, by the policy for interrupted streams (architecture D14).
record Ending(TerminalRow.Kind kind, TokenUsage tokens, Basis basis, Outcome outcome, int status, Charge charge) {

    /// @param believed
    ///            whether somebody vouches for numbers that look implausible
    static Ending of(UsageEvent.Terminal event, OpenRow open, UsageReserved reserved, PriceBooks books,
            boolean believed) {
        return switch (event) {
            case UsageSettled settled -> settled(settled, reserved, books, believed);
            case UsageFailed failed -> new Ending(TerminalRow.Kind.FAILED, TokenUsage.NONE, Basis.REPORTED,
                    failed.outcome(), failed.status(), Charge.none(reserved.modelAsked()));
            case UsageAbandoned abandoned -> abandoned(abandoned, open, reserved, books, believed);
        };
    }

    private static Ending settled(UsageSettled event, UsageReserved reserved, PriceBooks books, boolean believed) {
        ServedAs as = new ServedAs(event.serviceTier(), event.speed(), event.geography());
        return new Ending(TerminalRow.Kind.SETTLED, event.tokens(), event.basis(), event.outcome(), event.status(),
                Charge.of(books, reserved, event.tokens(), event.modelAnswered(), event.webSearches(), as, believed));
    }

    /// Charged by the last progress, else by what was sent.
    private static Ending abandoned(UsageAbandoned event, OpenRow open, UsageReserved reserved, PriceBooks books,
            boolean believed) {
        TokenUsage told = event.progress();
        TokenUsage seen = told == null ? open.progress() : told;
        TokenUsage tokens = seen == null ? inputOf(reserved.estimate()) : seen;
        return new Ending(TerminalRow.Kind.ABANDONED, tokens, Basis.ABANDONED, Outcome.RELAY_LOST, 0,
                Charge.of(books, reserved, tokens, null, 0, ServedAs.STANDARD, believed));
    }

    private static TokenUsage inputOf(TokenUsage estimate) {
        return new TokenUsage(estimate.input(), 0, estimate.cacheRead(), estimate.cacheWrite5m(),
                estimate.cacheWrite30m(), estimate.cacheWrite1h(), estimate.cacheWrite12h(), 0);
    }

    /// The record of this request. An adjustment has a sequence above 0 and carries the signed difference of the
    /// charge; its tokens are the growth in each class, since tokens are never negative.
    ///
    /// @param counted
    ///            null when an earlier record has counted all that was used
    RatedUsage record(UsageEvent.Terminal event, OpenRow open, UsageReserved reserved, Turn turn, int sequence,
            long nanos, @Nullable TokenUsage counted, @Nullable String transactionId) {
        UpstreamAnswer answer = UpstreamAnswer.of(event);
        return new RatedUsage(reserved.requestId(), sequence, reserved.userId(), reserved.keyId(), reserved.relayId(),
                reserved.admittedAt(), turn.appendedAt(), reserved.service(), reserved.route(), reserved.modelAsked(),
                answer.modelAnswered(), charge.modelPriced(), reserved.stream(), status,
                outcome, basis, counted == null ? TokenUsage.NONE : counted, counted == null ? 0 : answer.webSearches(),
                NanoUsd.of(nanos),
                charge.residualPico(), charge.lines(), charge.multipliers(), reserved.priceBook(),
                NanoUsd.of(open.reservedNanos()), answer.firstByteMillis(), answer.durationMillis(),
                reserved.sessionId(), reserved.requestClass(), answer.errorCode(), answer.upstreamRequestId(),
                reserved.metadata(), transactionId, charge.flags());
    }

    /// What a terminal event says about the provider's answer; nothing when the relay died.
    private record UpstreamAnswer(@Nullable String modelAnswered, long webSearches, @Nullable Long firstByteMillis,
            @Nullable Long durationMillis, @Nullable String errorCode, @Nullable String upstreamRequestId) {

        static UpstreamAnswer of(UsageEvent.Terminal event) {
            return switch (event) {
                case UsageSettled its -> new UpstreamAnswer(its.modelAnswered(), its.webSearches(),
                        its.firstByteMillis(), its.durationMillis(), its.errorCode(), its.upstreamRequestId());
                case UsageFailed its -> new UpstreamAnswer(null, 0, null, its.durationMillis(), its.errorCode(),
                        its.upstreamRequestId());
                case UsageAbandoned _ -> new UpstreamAnswer(null, 0, null, null, null, null);
            };
        }
    }
}
