package dev.sluice.relay.forwarding;

import org.jspecify.annotations.Nullable;

import dev.sluice.relay.dialect.Dialect;
import dev.sluice.relay.forwarding.request.RelayedRequest;
import dev.sluice.relay.telemetry.tracing.RequestSpans;
import dev.sluice.relay.upstream.Upstream;

/// What a try at an upstream is called on its span, by the OpenTelemetry conventions for generative AI.
final class GenAi {

    private GenAi() {}

    /// `model` is null where the upstream is asked for the client's own.
    static RequestSpans.Attempt attempt(RelayedRequest request, Upstream to, @Nullable String model) {
        String provider = switch (request.dialect().service()) {
            case CLAUDE -> "anthropic";
            case CODEX -> "openai";
        };
        return new RequestSpans.Attempt(operation(request.dialect()), provider,
                model == null ? request.facts().model() : model, request.facts().stream(), to.id(),
                to.base().getHost(), to.port(),
                to.base().getScheme() + "://" + to.authority() + to.target(request.dialect().route()));
    }

    private static String operation(Dialect dialect) {
        return switch (dialect) {
            case ANTHROPIC_MESSAGES, OPENAI_RESPONSES, OPENAI_CHAT_COMPLETIONS -> "chat";
            case OPENAI_COMPLETIONS -> "text_completion";
            case ANTHROPIC_COUNT_TOKENS -> "count_tokens";
            case OPENAI_RESPONSES_COMPACT -> "compact";
        };
    }
}
