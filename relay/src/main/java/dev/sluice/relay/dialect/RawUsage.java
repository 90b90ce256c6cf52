package dev.sluice.relay.dialect;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.UsageSettled;

/// The provider's usage object, word for word.
final class RawUsage {

    private RawUsage() {}

    /// Null when it is longer than the event may carry: no provider sends that much.
    static @Nullable String copy(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8).strip();
        return bounded(text);
    }

    static @Nullable String bounded(String text) {
        return text.length() <= UsageSettled.RAW_USAGE_MAX ? text : null;
    }
}
