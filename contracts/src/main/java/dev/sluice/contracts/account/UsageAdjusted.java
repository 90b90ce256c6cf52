package dev.sluice.contracts.account;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;

/// A later correction of a terminal request: signed differences, with reason and evidence.
public record UsageAdjusted(
        String eventId,
        RequestId requestId,
        UserId userId,
        KeyId keyId,
        Instant at,
        long inputDelta,
        long outputDelta,
        long cacheReadDelta,
        NanoUsd chargeDeltaNanoUsd,
        String reason,
        @Nullable String evidence,
        String by) implements AccountEvent.OfUser {}
