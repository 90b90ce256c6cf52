package dev.sluice.relay.refusal;

import dev.sluice.relay.dialect.Dialect;

/// The shape errors have on a route: which client library reads them.
public enum Wire {
    ANTHROPIC, OPENAI_RESPONSES, OPENAI_CHAT;

    public static Wire of(Dialect dialect) {
        return switch (dialect) {
            case ANTHROPIC_MESSAGES, ANTHROPIC_COUNT_TOKENS -> ANTHROPIC;
            case OPENAI_RESPONSES, OPENAI_RESPONSES_COMPACT -> OPENAI_RESPONSES;
            case OPENAI_CHAT_COMPLETIONS, OPENAI_COMPLETIONS -> OPENAI_CHAT;
        };
    }
}
