package dev.sluice.contracts.account;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenUsage;

/// A request was admitted and is about to be sent to the provider; the estimate is set aside.
/// `admittedAt` is Redis time and decides windows and invoices; `priceBook` pins the version that will
/// rate it.
public record UsageReserved(
        String eventId,
        RequestId requestId,
        UserId userId,
        KeyId keyId,
        String relayId,
        Instant at,
        @Nullable String traceparent,
        Instant admittedAt,
        Service service,
        String route,
        String modelAsked,
        boolean stream,
        PriceBookId priceBook,
        TokenUsage estimate,
        NanoUsd reservedNanoUsd,
        long reservedTokens,
        @Nullable String sessionId,
        @Nullable String requestClass,
        Map<String, String> metadata) implements UsageEvent {

    public static final int METADATA_MAX = 16;
    public static final int METADATA_TEXT_MAX = 128;

    public UsageReserved {
        metadata = Map.copyOf(metadata);
        if (metadata.size() > METADATA_MAX) {
            throw new IllegalArgumentException("metadata: " + metadata.size() + " (expected: <= " + METADATA_MAX + ")");
        }
    }

}
