package dev.sluice.contracts.identity;

import org.jspecify.annotations.Nullable;

/// Limits of a user (from the plan) or a key (set by its owner, never above the user's). Null = none.
/// rpm, rpd: admitted requests per rolling minute, day; tpm: tokens per minute; concurrency: open at once.
public record Limits(
        @Nullable Long rpm,
        @Nullable Long rpd,
        @Nullable Long tpm,
        @Nullable Long tokensPerMonth,
        @Nullable Long concurrency) {

    public static final Limits NONE = new Limits(null, null, null, null, null);

}
