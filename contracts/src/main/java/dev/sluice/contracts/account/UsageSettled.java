package dev.sluice.contracts.account;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.TokenUsage;

/// The request ended and its usage is known, reported or estimated. Terminal.
/// `rawUsage` is the usage object of the provider, word for word, as JSON text. `modelSent` is what the
/// upstream was asked for where that is not the model asked for; `earlierAttempts` are the tries before the
/// one that is told here, in their order. Both are absent where there is nothing to tell.
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
        long durationMillis,
        @Nullable String modelSent,
        @Nullable List<UpstreamAttempt> earlierAttempts) implements UsageEvent.Terminal {

    public static final int RAW_USAGE_MAX = 8192;

    public UsageSettled {
        earlierAttempts = earlierAttempts == null ? null : List.copyOf(earlierAttempts);
    }

    /// Of one attempt, with the model that was asked for.
    public UsageSettled(String eventId, RequestId requestId, UserId userId, KeyId keyId, String relayId, Instant at,
            @Nullable String traceparent, TokenUsage tokens, Basis basis, @Nullable String rawUsage,
            @Nullable String modelAnswered, @Nullable String serviceTier, @Nullable String speed,
            @Nullable String geography, long webSearches, @Nullable String upstreamRequestId, String upstream,
            int status, Outcome outcome, @Nullable String errorCode, @Nullable Long firstByteMillis,
            long durationMillis) {
        this(eventId, requestId, userId, keyId, relayId, at, traceparent, tokens, basis, rawUsage, modelAnswered,
                serviceTier, speed, geography, webSearches, upstreamRequestId, upstream, status, outcome, errorCode,
                firstByteMillis, durationMillis, null, null);
    }
}
