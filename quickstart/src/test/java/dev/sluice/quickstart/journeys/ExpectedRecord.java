package dev.sluice.quickstart.journeys;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// What a journey's request must have become: its classes and its exact cost.
record ExpectedRecord(String service, String model, long input, long output, long cacheRead, long cacheWrite5m,
        long cacheWrite1h, String costUsd) {

    /// The Claude vector of wire-protocols §7.3, computed by Claude Code itself.
    static ExpectedRecord claude() {
        return new ExpectedRecord("claude", "claude-opus-5-5", 101, 47, 30_011, 1_500, 503, "0.018870200");
    }

    /// 497 × $2 + 512 × $0.10 + 211 × $10 per million (wire-protocols §7.2).
    static ExpectedRecord codex() {
        return new ExpectedRecord("codex", "gpt-6.1-sol", 497, 211, 512, 0, 0, "0.003155200");
    }

    /// The orders that make the stub answer so, one `name: value` a line.
    String headerLines(String separator) {
        return String.join(separator, "x-stub-input-tokens: " + input, "x-stub-output-tokens: " + output,
                "x-stub-cache-read: " + cacheRead, "x-stub-cache-write-5m: " + cacheWrite5m,
                "x-stub-cache-write-1h: " + cacheWrite1h);
    }

    void assertEqualTo(JsonNode record) {
        JsonNode tokens = record.path("tokens");
        var actual = new ExpectedRecord(record.path("service").asString(), record.path("model").asString(),
                tokens.path("input").asLong(), tokens.path("output").asLong(), tokens.path("cacheRead").asLong(),
                tokens.path("cacheWrite5m").asLong(), tokens.path("cacheWrite1h").asLong(),
                record.path("costUsd").asString());
        assertThat(actual).isEqualTo(this);
        assertThat(record.path("basis").asString()).isEqualTo("REPORTED");
        assertThat(record.path("outcome").asString()).isEqualTo("ok");
    }
}
