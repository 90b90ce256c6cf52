package dev.sluice.relay.dialect;

import dev.sluice.contracts.usage.Service;

/// A wire API of a provider: what is posted to one route, what its body means, how its answer tells the
/// usage.
/// Its refusals and faults are the business of the `refusal` package, its events of our own of `forwarding`:
/// both switch over this closed set.
public enum Dialect {
    ANTHROPIC_MESSAGES(Service.CLAUDE, "/v1/messages", BodyShape.MESSAGES),
    ANTHROPIC_COUNT_TOKENS(Service.CLAUDE, "/v1/messages/count_tokens", BodyShape.MESSAGES),
    OPENAI_RESPONSES(Service.CODEX, "/v1/responses", BodyShape.RESPONSES),
    /// Shortens a conversation: never a stream, billed like a response.
    OPENAI_RESPONSES_COMPACT(Service.CODEX, "/v1/responses/compact", BodyShape.RESPONSES),
    OPENAI_CHAT_COMPLETIONS(Service.CODEX, "/v1/chat/completions", BodyShape.CHAT),
    /// The legacy text API: prompts in, texts out.
    OPENAI_COMPLETIONS(Service.CODEX, "/v1/completions", BodyShape.COMPLETIONS);

    private final Service service;
    private final String route;
    private final BodyShape body;

    Dialect(Service service, String route, BodyShape body) {
        this.service = service;
        this.route = route;
        this.body = body;
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

    BodyShape body() {
        return body;
    }

    /// A fresh reader for the answer to one request.
    public UsageReader reader(RequestFacts facts) {
        return switch (this) {
            case ANTHROPIC_MESSAGES -> new AnthropicUsageReader();
            case ANTHROPIC_COUNT_TOKENS -> new FreeAnswerReader();
            case OPENAI_RESPONSES, OPENAI_RESPONSES_COMPACT -> new ResponsesUsageReader(facts.longCacheRetention());
            case OPENAI_CHAT_COMPLETIONS -> ChatUsageReader.ofChat(facts.longCacheRetention());
            case OPENAI_COMPLETIONS -> ChatUsageReader.ofTexts(facts.longCacheRetention());
        };
    }
}
