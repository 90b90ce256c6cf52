package dev.sluice.contracts.account;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;

/// Money returned to the wallet. The refund id is the identity: a repeat has no effect.
public record RefundPosted(
        String eventId,
        UserId userId,
        Instant at,
        String refundId,
        NanoUsd amountNanoUsd,
        @Nullable RequestId requestId,
        String reason,
        String by) implements AccountEvent.OfUser {}
