package dev.sluice.contracts.account;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.usage.Outcome;

/// The provider refused or could not be reached and charged nothing. Terminal; the request stays counted.
/// `earlierAttempts` are the tries before the one that is told here, in their order; absent where there
/// was one.
public record UsageFailed(
        String eventId,
        RequestId requestId,
        UserId userId,
        KeyId keyId,
        String relayId,
        Instant at,
        @Nullable String traceparent,
        String upstream,
        int status,
        Outcome outcome,
        String errorCode,
        @Nullable String upstreamRequestId,
        long durationMillis,
        @Nullable List<UpstreamAttempt> earlierAttempts) implements UsageEvent.Terminal {

    public UsageFailed {
        earlierAttempts = earlierAttempts == null ? null : List.copyOf(earlierAttempts);
    }

    /// Of one attempt.
    public UsageFailed(String eventId, RequestId requestId, UserId userId, KeyId keyId, String relayId, Instant at,
            @Nullable String traceparent, String upstream, int status, Outcome outcome, String errorCode,
            @Nullable String upstreamRequestId, long durationMillis) {
        this(eventId, requestId, userId, keyId, relayId, at, traceparent, upstream, status, outcome, errorCode,
                upstreamRequestId, durationMillis, null);
    }
}
