package dev.sluice.contracts.pricing.rating;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.TokenUsage;

/// Everything about a request that its charge depends on. `admittedAt` finds the rates of the day.
public record RatingInput(
        String modelAsked,
        @Nullable String modelAnswered,
        TokenUsage tokens,
        long webSearches,
        ServedAs servedAs,
        Instant admittedAt) {

    /// More than a request can make; what exceeds it is not usage but a fault.
    public static final long WEB_SEARCHES_MAX = 100_000;

    public RatingInput {
        if (webSearches < 0 || webSearches > WEB_SEARCHES_MAX) {
            throw new IllegalArgumentException(
                    "webSearches: " + webSearches + " (expected: 0.." + WEB_SEARCHES_MAX + ")");
        }
    }
}
