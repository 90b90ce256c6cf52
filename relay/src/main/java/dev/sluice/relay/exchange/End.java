package dev.sluice.relay.exchange;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.UpstreamAttempt;
import dev.sluice.contracts.usage.Outcome;

/// How a request ended, apart from what it used.
///
/// @param upstream
///            the id of the configured upstream
/// @param status
///            what the provider answered, 0 when it did not
/// @param firstByteMillis
///            from admission to the first byte of the answer; null without an answer
/// @param modelSent
///            what the upstream was asked for; null where it was the model asked for
/// @param earlierAttempts
///            the tries before this one, in their order
public record End(
        String upstream,
        int status,
        Outcome outcome,
        @Nullable String errorCode,
        @Nullable String upstreamRequestId,
        @Nullable Long firstByteMillis,
        long durationMillis,
        @Nullable String modelSent,
        List<UpstreamAttempt> earlierAttempts) {

    public End {
        earlierAttempts = List.copyOf(earlierAttempts);
    }

    /// As events show them: absent where there are none.
    public @Nullable List<UpstreamAttempt> attemptsOrNull() {
        return earlierAttempts.isEmpty() ? null : earlierAttempts;
    }

    public boolean isSuccessStatus() {
        return status >= 200 && status < 300;
    }
}
