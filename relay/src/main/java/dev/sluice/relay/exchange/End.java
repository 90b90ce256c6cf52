package dev.sluice.relay.exchange;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.Outcome;

/// How a request ended, apart from what it used.
///
/// @param upstream
///            the configured name of the provider's endpoint
/// @param status
///            what the provider answered, 0 when it did not
/// @param firstByteMillis
///            from admission to the first byte of the answer; null without an answer
public record End(
        String upstream,
        int status,
        Outcome outcome,
        @Nullable String errorCode,
        @Nullable String upstreamRequestId,
        @Nullable Long firstByteMillis,
        long durationMillis) {

    public boolean isSuccessStatus() {
        return status >= 200 && status < 300;
    }
}
