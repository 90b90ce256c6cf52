package dev.sluice.streams.accounts.rows;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.usage.TokenUsage;

/// Row `o/<user>/<request>`: a request in flight. Extensions may come before their reservation, when a batch
/// overtook a failed one: then `reserved` is still null and only what they add is known.
///
/// @param journal
///            whose it is; null for an event without journal
/// @param windowMillis
///            admission, clamped: the time at which the windows count it
/// @param extensions
///            highest extension seen
public record OpenRow(
        KeyId keyId,
        @Nullable JournalId journal,
        @Nullable UsageReserved reserved,
        long windowMillis,
        long reservedNanos,
        long reservedTokens,
        int extensions,
        @Nullable TokenUsage progress) {

    /// The reservation and what extensions brought before it.
    public OpenRow reserved(UsageReserved event, long millis, long nanos, long tokens) {
        return new OpenRow(keyId, journal, event, millis, reservedNanos + nanos, reservedTokens + tokens, extensions,
                progress);
    }

    public OpenRow extended(int extension, long nanos, long tokens, TokenUsage seen) {
        return new OpenRow(keyId, journal, reserved, windowMillis, reservedNanos + nanos, reservedTokens + tokens,
                Math.max(extensions, extension), extension >= extensions ? seen : progress);
    }

    public boolean isReserved() {
        return reserved != null;
    }
}
