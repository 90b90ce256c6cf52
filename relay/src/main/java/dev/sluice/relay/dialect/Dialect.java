package dev.sluice.relay.dialect;

import dev.sluice.contracts.usage.Service;

/// A wire API of a provider: what is posted to one route and how its answer tells the usage.
public enum Dialect {
    ANTHROPIC_MESSAGES(Service.CLAUDE, "/v1/messages"),
    ANTHROPIC_COUNT_TOKENS(Service.CLAUDE, "/v1/messages/count_tokens"),
    OPENAI_RESPONSES(Service.CODEX, "/v1/responses"),
    OPENAI_CHAT_COMPLETIONS(Service.CODEX, "/v1/chat/completions");

    private final Service service;
    private final String route;

    Dialect(Service service, String route) {
        this.service = service;
        this.route = route;
    }

    public Service service() {
        return service;
    }

    /// The path it is served under, without the base path.
    public String route() {
        return route;
    }

    /// Whether an answer costs anything: counting tokens is free at the provider, so it is neither limited
    /// nor billed.
    public boolean isBilled() {
        return this != ANTHROPIC_COUNT_TOKENS;
    }

    /// A fresh reader for the answer to one request.
    public UsageReader reader(RequestFacts facts) {
        return switch (this) {
            case ANTHROPIC_MESSAGES -> new AnthropicUsageReader();
            case ANTHROPIC_COUNT_TOKENS -> new FreeAnswerReader();
            case OPENAI_RESPONSES -> new ResponsesUsageReader(facts.longCacheRetention());
            case OPENAI_CHAT_COMPLETIONS -> new ChatUsageReader(facts.longCacheRetention());
        };
    }
}
