package dev.sluice.relay.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.sluice.contracts.ids.KeySecret;
import dev.sluice.contracts.json.SluiceJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What metrics, the access log and traces say after requests of many kinds, good and bad.
class TelemetryTest {

    private static final String PROMPT = "the quick brown prompt";
    private static final String BODY = "{\"model\":\"claude-opus-5-5\",\"max_tokens\":100,\"stream\":true,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"" + PROMPT + "\"}]}";
    private static final String UNKNOWN_MODEL = BODY.replace("claude-opus-5-5", "secret-project-model");
    private static final String FOREIGN_KEY = "cuk_not-a-key-of-ours";
    private static final Pattern SAMPLE = Pattern.compile("(?m)^relay_\\w+\\{([^}]*)\\}");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final int REQUESTS = 8;

    private final RelayUnderTest relay = new RelayUnderTest();

    @BeforeEach
    void serveAllKindsOfRequests() throws IOException {
        relay.upstream.streams(Streams.CLAUDE_PARTS);
        ask(RawClient.post("/v1/messages", relay.key, BODY, "X-Claude-Code-Session-Id: session-of-somebody"));
        ask(RawClient.post("/v1/messages?secret=in-the-query", relay.key, UNKNOWN_MODEL));
        ask(RawClient.post("/v1/somewhere/" + PROMPT.replace(' ', '-'), relay.key, BODY));
        ask("GET /v1/models HTTP/1.1\r\nHost: r\r\nAuthorization: Bearer " + FOREIGN_KEY + "\r\n\r\n");
        ask("GET /v1/models HTTP/1.1\r\nHost: r\r\nAuthorization: Bearer " + relay.key.reveal() + "\r\n\r\n");
        ask("GET /api/hello HTTP/1.1\r\nHost: r\r\n\r\n");
        ask("not http at all\r\n\r\n");
        relay.upstream.answers("500 Broken\r\ncontent-type: application/json", "{\"error\":\"theirs\"}");
        ask(RawClient.post("/v1/messages", relay.key, BODY.replace("true", "false")));
        await().until(() -> relay.telemetry.accessLog().size() >= REQUESTS);
    }

    private void ask(String request) throws IOException {
        try (RawClient client = relay.connect()) {
            client.send(request).answer();
        }
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    @Test
    void hasNoLabelButTheseAndOfThemOnlyKnownValues() {
        Map<String, Set<String>> values = new TreeMap<>();
        for (Matcher sample = SAMPLE.matcher(relay.telemetry.scrape()); sample.find();) {
            for (Matcher label = LABEL.matcher(sample.group(1)); label.find();) {
                values.computeIfAbsent(label.group(1), _ -> new TreeSet<>()).add(label.group(2));
            }
        }

        assertThat(values.keySet()).containsExactly("dialect", "direction", "le", "outcome", "reason", "route",
                "status", "upstream");
        assertThat(values).containsEntry("route", Set.of("/api/hello", "/v1/messages", "/v1/models", "other"))
                .containsEntry("dialect", Set.of("anthropic-messages", "none"))
                .containsEntry("upstream", Set.of("claude", "none"))
                .containsEntry("outcome", Set.of("answered", "ok", "refused", "upstream-error"))
                .containsEntry("status", Set.of("2xx", "3xx", "4xx", "5xx", "none"));
    }

    @Test
    void countsRequestsAndTheirDurationsPerRouteAndUpstream() {
        String scraped = relay.telemetry.scrape();

        assertThat(scraped).contains(
                "relay_requests_total{dialect=\"anthropic-messages\",outcome=\"ok\",route=\"/v1/messages\","
                        + "status=\"2xx\",upstream=\"claude\"} 1.0",
                "relay_requests_total{dialect=\"anthropic-messages\",outcome=\"upstream-error\",route=\"/v1/messages\","
                        + "status=\"5xx\",upstream=\"claude\"} 1.0",
                "relay_request_duration_seconds_count{dialect=\"anthropic-messages\",route=\"/v1/messages\","
                        + "upstream=\"claude\"} 2",
                "relay_first_byte_seconds_count{dialect=\"anthropic-messages\",route=\"/v1/messages\","
                        + "upstream=\"claude\"} 2",
                "relay_stream_gap_seconds_bucket{route=\"/v1/messages\",le=\"+Inf\"}",
                "relay_refused_total{reason=\"route-unknown\"} 1.0",
                "relay_refused_total{reason=\"model-unknown\"} 1.0",
                "relay_refused_total{reason=\"key-mistyped\"} 1.0");
    }

    @Test
    void writesOneLinePerRequestAndNothingOfItsContentsOrItsSender() {
        List<String> lines = relay.telemetry.accessLog();

        assertThat(lines).hasSize(REQUESTS).allSatisfy(line -> assertThat(line).doesNotContain(relay.key.reveal(),
                relay.keys.view(relay.key).keyId().value(), relay.keys.view(relay.key).userId().value(), FOREIGN_KEY,
                "prompt", "secret", "somebody", "127.0.0.1", KeySecret.PREFIX, "our-claude-account"));
        JsonNode first = SluiceJson.mapper().readTree(lines.getFirst());
        assertThat(first.get("request").asString()).isEqualTo(
                relay.recorder.settled().getFirst().requestId().value());
        assertThat(first.get("model").asString()).isEqualTo("claude-opus-5-5");
        assertThat(first.get("answerBytes").asInt()).isEqualTo(
                String.join("", Streams.CLAUDE_PARTS).getBytes(StandardCharsets.UTF_8).length);
        assertThat(first.get("requestBytes").asInt()).isEqualTo(BODY.length());
        assertThat(first.get("trace").asString()).matches("[0-9a-f]{32}");
        assertThat(lines).extracting(line -> SluiceJson.mapper().readTree(line).get("status").asInt())
                .containsExactly(200, 400, 404, 401, 200, 200, 400, 500);
    }

    @Test
    void keepsKeysAndPromptsOutOfMetrics() {
        assertThat(relay.telemetry.scrape()).doesNotContain(relay.key.reveal(),
                relay.keys.view(relay.key).keyId().value(), relay.keys.view(relay.key).userId().value(), FOREIGN_KEY,
                "prompt", "secret", "somebody", "claude-opus");
    }
}
