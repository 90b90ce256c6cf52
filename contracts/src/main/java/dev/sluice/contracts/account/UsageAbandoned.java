package dev.sluice.contracts.account;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.usage.TokenUsage;

/// Nobody will settle this request any more: its relay died. Terminal, charged by the last progress,
/// else by the input estimate (architecture D14).
public record UsageAbandoned(
        String eventId,
        RequestId requestId,
        UserId userId,
        KeyId keyId,
        String relayId,
        Instant at,
        @Nullable String traceparent,
        Reason reason,
        @Nullable TokenUsage progress) implements UsageEvent.Terminal {

    /// Who found out: the relay itself after a restart, or the reaper.
    public enum Reason {
        RELAY_RESTARTED, RELAY_LOST
    }

}
