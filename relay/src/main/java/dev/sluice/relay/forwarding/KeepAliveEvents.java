package dev.sluice.relay.forwarding;

import dev.sluice.relay.dialect.Dialect;

/// Events that keep a silent stream open. Codex counts only events with data, other clients also comments.
final class KeepAliveEvents {

    private KeepAliveEvents() {}

    static String of(Dialect dialect) {
        return switch (dialect) {
            case ANTHROPIC_MESSAGES, ANTHROPIC_COUNT_TOKENS -> "event: ping\ndata: {\"type\":\"ping\"}\n\n";
            case OPENAI_RESPONSES -> "event: keepalive\ndata: {\"type\":\"keepalive\"}\n\n";
            case OPENAI_CHAT_COMPLETIONS -> ": keepalive\n\n";
        };
    }
}
