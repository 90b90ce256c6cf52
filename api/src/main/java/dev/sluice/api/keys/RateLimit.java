package dev.sluice.api.keys;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.Limits;

/// What may be asked for and used; a field that is absent is no limit of its own.
public record RateLimit(
        @Nullable @Min(1) @Max(1_000_000) Long rpm,
        @Nullable @Min(1) @Max(100_000_000) Long rpd,
        @Nullable @Min(1) @Max(TOKENS_MAX) Long tpm,
        @Nullable @Min(1) @Max(TOKENS_MAX) Long tokensPerMonth,
        @Nullable @Min(1) @Max(10_000) Long concurrency) {

    /// A million million: more than anybody uses, and exact in a double, as Redis counts.
    private static final long TOKENS_MAX = 1_000_000_000_000L;

    public static Limits limits(@Nullable RateLimit limit) {
        return limit == null
                ? Limits.NONE
                : new Limits(limit.rpm, limit.rpd, limit.tpm, limit.tokensPerMonth, limit.concurrency);
    }

    public static RateLimit of(Limits limits) {
        return new RateLimit(limits.rpm(), limits.rpd(), limits.tpm(), limits.tokensPerMonth(),
                limits.concurrency());
    }
}
