package dev.sluice.contracts.account;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.usage.Outcome;

/// The provider refused or could not be reached and charged nothing. Terminal; the request stays counted.
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
        long durationMillis) implements UsageEvent.Terminal {}
