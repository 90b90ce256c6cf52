package dev.sluice.contracts.account;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.TokenUsage;

/// The request ended and its usage is known, reported or estimated. Terminal.
/// `rawUsage` is the usage object of the provider, word for word, as JSON text.
public record UsageSettled(
        String eventId,
        RequestId requestId,
        UserId userId,
        KeyId keyId,
        String relayId,
        Instant at,
        @Nullable String traceparent,
        TokenUsage tokens,
        Basis basis,
        @Nullable String rawUsage,
        @Nullable String modelAnswered,
        @Nullable String serviceTier,
        @Nullable String speed,
        @Nullable String geography,
        long webSearches,
        @Nullable String upstreamRequestId,
        String upstream,
        int status,
        Outcome outcome,
        @Nullable String errorCode,
        @Nullable Long firstByteMillis,
        long durationMillis) implements UsageEvent.Terminal {

    public static final int RAW_USAGE_MAX = 8192;

}
