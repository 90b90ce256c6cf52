package dev.sluice.quickstart.provider;

import java.util.List;
import java.util.stream.Collectors;

/// `GET /v1/models` in the shape the caller's headers ask for.
final class ModelList {

    private static final List<String> CLAUDE = List.of("claude-opus-5-5", "claude-sonnet-5-5", "claude-haiku-5-5");
    private static final List<String> GPT = List.of("gpt-6.1-sol", "gpt-6.1-terra", "gpt-6-luna");

    private ModelList() {}

    static String anthropic() {
        String models = CLAUDE.stream().map(id -> """
                {"type":"model","id":"%s","display_name":"%s","created_at":"2026-09-01T00:00:00Z"}""".formatted(id, id))
                .collect(Collectors.joining(","));
        return "{\"data\":[%s],\"has_more\":false,\"first_id\":\"%s\",\"last_id\":\"%s\"}".formatted(models,
                CLAUDE.getFirst(), CLAUDE.getLast());
    }

    static String openAi() {
        return GPT.stream().map(id -> """
                {"id":"%s","object":"model","created":1788220800,"owned_by":"openai"}""".formatted(id))
                .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}"));
    }
}
