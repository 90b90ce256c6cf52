package dev.sluice.streams.query;

import java.time.Instant;

import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.pricing.ModelPrice;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.contracts.usage.TokenClass;
import dev.sluice.streams.accounts.rows.UserRow;

/// How far below zero an account may end (metering §5): nothing in `strict`; else, for each request that the
/// limits let run at once, one slice of output and what the dearest model writes until it is cut off.
final class OverrunBound {

    /// Output that is reserved at a time (metering §5).
    static final long SLICE_TOKENS = 2_048;
    /// Until a provider stops after it was told to.
    static final long CUT_SECONDS = 1;
    private static final long PICO_PER_NANO = 1_000;

    private OverrunBound() {}

    static NanoUsd of(UserRow user, PriceBooks books, Instant now) {
        return switch (user.mode()) {
            case STRICT -> NanoUsd.ZERO;
            case CHUNKED -> perRequest(books, now, concurrency(user));
            case POSTPAID -> perRequest(books, now, concurrency(user))
                    .plus(NanoUsd.of(user.creditLimitNanos()));
        };
    }

    private static long concurrency(UserRow user) {
        Long limit = user.policy().limits().concurrency();
        return limit == null ? Math.max(1, user.openRequests()) : limit;
    }

    private static NanoUsd perRequest(PriceBooks books, Instant now, long requests) {
        long pico = books.effectiveAt(now).map(OverrunBound::dearestPico).orElse(0L);
        return NanoUsd.of(Math.multiplyExact(requests, Math.ceilDiv(pico, PICO_PER_NANO)));
    }

    private static long dearestPico(PriceBook book) {
        return book.models().values().stream().mapToLong(OverrunBound::pico).max().orElse(0);
    }

    private static long pico(ModelPrice model) {
        long tokens = SLICE_TOKENS + CUT_SECONDS * model.peakTokensPerSecond();
        return Math.multiplyExact(tokens, model.rates().of(TokenClass.OUTPUT).picoUsdPerToken());
    }
}
