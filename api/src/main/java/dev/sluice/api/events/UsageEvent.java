package dev.sluice.api.events;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import dev.sluice.contracts.query.ChangesAnswer;

/// What an event says beside its name: how far the history is, and nothing of anybody's usage.
record UsageEvent(Instant asOf) {

    /// Something can be read that could not be read before.
    static final String CHANGED = "usage";
    /// Nothing new until then.
    static final String UNCHANGED = "as-of";

    /// As it goes over the wire (WHATWG HTML, server-sent events).
    static byte[] frame(ChangesAnswer answer) {
        return "event: %s\ndata: {\"asOf\":\"%s\"}\n\n".formatted(answer.changed() ? CHANGED : UNCHANGED, answer.asOf())
                .getBytes(StandardCharsets.UTF_8);
    }
}
