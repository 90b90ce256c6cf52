package dev.sluice.contracts.account;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.TokenUsage;

/// A long stream needed more than was reserved, or reports its progress.
/// `extension` counts from 1 within the request; the amounts are what is added by this extension alone.
public record UsageExtended(
        String eventId,
        RequestId requestId,
        UserId userId,
        KeyId keyId,
        String relayId,
        Instant at,
        @Nullable String traceparent,
        int extension,
        NanoUsd reservedNanoUsd,
        long reservedTokens,
        TokenUsage progress,
        Basis progressBasis) implements UsageEvent {}
