package dev.sluice.relay.exchange;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.dialect.Dialect;
import dev.sluice.relay.dialect.RequestFacts;
import dev.sluice.relay.exchange.idempotency.IdempotencyKey;

/// A request that was read and is to be admitted. The texts are the client's own labels, bounded here.
public record Asked(
        RequestId requestId,
        Dialect dialect,
        RequestFacts facts,
        long bodyBytes,
        @Nullable String sessionId,
        @Nullable String requestClass,
        @Nullable String traceparent,
        @Nullable IdempotencyKey idempotencyKey) {

    static final int LABEL_LENGTH_MAX = 128;

    public Asked {
        sessionId = bounded(sessionId);
        requestClass = bounded(requestClass);
        traceparent = bounded(traceparent);
    }

    private static @Nullable String bounded(@Nullable String label) {
        return label == null || label.length() <= LABEL_LENGTH_MAX ? label : label.substring(0, LABEL_LENGTH_MAX);
    }
}
