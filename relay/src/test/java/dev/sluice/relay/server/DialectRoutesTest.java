package dev.sluice.relay.server;

import java.io.IOException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.usage.TokenUsage;

import static org.assertj.core.api.Assertions.assertThat;

/// Every route that is served, and a precise answer for those that are not.
class DialectRoutesTest {

    private final RelayUnderTest relay = new RelayUnderTest();

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    @Test
    void aLegacyCompletionIsForwardedAndMetered() throws IOException {
        relay.upstream.answers("200 OK\r\ncontent-type: application/json", "{\"id\":\"cmpl-1\",\"choices\":[{\"text\":"
                + "\"Hi\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}");

        RawClient.Answer answer = post("/api/client/v1/completions", "{\"model\":\"gpt-6-luna\",\"prompt\":\"hi\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(relay.upstream.received().getFirst().line()).isEqualTo("POST /v1/completions HTTP/1.1");
        assertThat(relay.recorder.settled().getFirst().tokens()).isEqualTo(TokenUsage.of(3, 2));
        assertThat(relay.recorder.reserved().getFirst().route()).isEqualTo("/v1/completions");
    }

    @Test
    void aLegacyStreamIsAskedForItsUsageAndTheClientDoesNotSeeIt() throws IOException {
        relay.upstream.streams("data: {\"choices\":[{\"text\":\"Hi\"}],\"usage\":null}\n\n",
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}\n\n",
                "data: [DONE]\n\n");

        RawClient.Answer answer = post("/v1/completions",
                "{\"model\":\"gpt-6-luna\",\"prompt\":\"hi\",\"stream\":true}");

        assertThat(answer.whole()).isTrue();
        assertThat(answer.body()).isEqualTo("data: {\"choices\":[{\"text\":\"Hi\"}]}\n\ndata: [DONE]\n\n");
        assertThat(relay.upstream.received().getFirst().text()).contains("\"include_usage\":true");
        assertThat(relay.recorder.settled().getFirst().tokens()).isEqualTo(TokenUsage.of(9, 2));
    }

    @Test
    void aCompactionPassesThroughAndIsMetered() throws IOException {
        relay.upstream.answers("200 OK\r\ncontent-type: application/json", "{\"id\":\"resp_3\",\"output\":[],"
                + "\"usage\":{\"input_tokens\":900,\"output_tokens\":30}}");
        String body = "{\"model\":\"gpt-6.1-sol\",\"input\":[ {\"type\":\"message\"} ]}";

        RawClient.Answer answer = post("/v1/responses/compact?v=1", body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(relay.upstream.received().getFirst().line()).isEqualTo("POST /v1/responses/compact?v=1 HTTP/1.1");
        assertThat(relay.upstream.received().getFirst().text()).isEqualTo(body);
        assertThat(relay.recorder.settled().getFirst().tokens()).isEqualTo(TokenUsage.of(900, 30));
    }

    @ParameterizedTest
    @CsvSource({
            "GET, /v1/responses/resp_1, 404, what a provider keeps is not served",
            "DELETE, /v1/responses/resp_1, 404, what a provider keeps is not served",
            "GET, /v1/chat/completions/c_1, 404, what a provider keeps is not served",
            "GET, /v1/files, 404, No route /v1/files here",
            "GET, /v1/completions, 405, Method not served"})
    void whatIsNotServedIsSaidPreciselyInTheShapeOfOpenAi(String method, String path, int status, String message)
            throws IOException {
        RawClient.Answer answer = ask(method, path, "");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(json(answer).path("error").path("code").asString()).isEqualTo("not_found");
        assertThat(json(answer).path("error").path("message").asString()).contains(message);
        assertThat(answer.headers()).containsEntry("x-should-retry", "false");
    }

    @ParameterizedTest
    @CsvSource({
            "GET, /v1/messages/batches, '', what a provider keeps is not served",
            "GET, /api/client/v1/skills?beta=true, anthropic-version: 2023-06-01, No route /v1/skills here"})
    void whatIsNotServedIsSaidPreciselyInTheShapeOfAnthropic(String method, String path, String header, String message)
            throws IOException {
        RawClient.Answer answer = ask(method, path, header.isEmpty() ? "" : header + "\r\n");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(json(answer).path("error").path("type").asString()).isEqualTo("not_found_error");
        assertThat(json(answer).path("error").path("message").asString()).contains(message);
    }

    @Test
    void aClientThatLooksWhetherAnyoneIsThereNeedsNoKey() throws IOException {
        try (RawClient client = relay.connect()) {
            assertThat(client.send("HEAD /api/client/api/hello HTTP/1.1\r\nHost: r\r\n\r\n").head())
                    .containsEntry("content-length", "0").containsKey("request-id");
        }
    }

    private RawClient.Answer post(String path, String body) throws IOException {
        try (RawClient client = relay.connect()) {
            return client.send(RawClient.post(path, relay.key, body)).answer();
        }
    }

    private RawClient.Answer ask(String method, String path, String header) throws IOException {
        try (RawClient client = relay.connect()) {
            return client.send(method + " " + path + " HTTP/1.1\r\nHost: r\r\nAuthorization: Bearer "
                    + relay.key.reveal() + "\r\n" + header + "\r\n").answer();
        }
    }

    private static JsonNode json(RawClient.Answer answer) {
        return SluiceJson.mapper().readTree(answer.body());
    }
}
