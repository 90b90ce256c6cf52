package dev.sluice.relay.server;

import java.io.IOException;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.sluice.contracts.identity.KeyView.Status;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.KeySecret;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.usage.Service;

import static org.assertj.core.api.Assertions.assertThat;

/// One path, three clients, and never a model that the key may not use.
class ModelListTest {

    private final RelayUnderTest relay = new RelayUnderTest();

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    @Test
    void eachClientGetsItsOwnShape() throws IOException {
        JsonNode anthropic = get("/api/client/v1/models?limit=1000", relay.key, "anthropic-version: 2023-06-01\r\n");
        JsonNode codex = get("/v1/models?client_version=0.169.0", relay.key, "");
        JsonNode openAi = get("/v1/models", relay.key, "");

        assertThat(anthropic.path("data").get(0).path("type").asString()).isEqualTo("model");
        assertThat(anthropic.path("has_more").asBoolean()).isFalse();
        assertThat(codex.path("models").get(0).has("slug")).isTrue();
        assertThat(openAi.path("object").asString()).isEqualTo("list");
        assertThat(openAi.path("data").size()).isEqualTo(anthropic.path("data").size());
    }

    @Test
    void onlyWhatTheKeyMayUseIsListed() throws IOException {
        KeySecret codexOnly = relay.keys.add(Status.ACTIVE, UserView.Status.ACTIVE, Set.of(Service.CODEX), Set.of(),
                null);
        KeySecret oneModel = relay.keys.add(Status.ACTIVE, UserView.Status.ACTIVE, Set.of(Service.CLAUDE),
                Set.of("claude-opus-5-5"), null);

        assertThat(get("/v1/models", codexOnly, "").path("data").findValuesAsString("id")).isNotEmpty()
                .allMatch(id -> id.startsWith("gpt-"));
        assertThat(get("/v1/models", oneModel, "").path("data").findValuesAsString("id"))
                .containsExactly("claude-opus-5-5");
        assertThat(get("/v1/models/claude-opus-5-5", oneModel, "").path("id").asString()).isEqualTo("claude-opus-5-5");
    }

    @Test
    void aModelThatTheKeyMayNotUseIsNotFoundInTheShapeOfTheClient() throws IOException {
        KeySecret oneModel = relay.keys.add(Status.ACTIVE, UserView.Status.ACTIVE, Set.of(Service.CLAUDE),
                Set.of("claude-opus-5-5"), null);

        RawClient.Answer anthropic = ask("/v1/models/gpt-6.1-sol", oneModel, "anthropic-version: 2023-06-01\r\n");
        RawClient.Answer openAi = ask("/v1/models/gpt-6.1-sol", oneModel, "");
        RawClient.Answer codex = ask("/v1/models/none?client_version=0.169.0", relay.key, "");

        assertThat(anthropic.status()).isEqualTo(404);
        assertThat(json(anthropic).path("error").path("type").asString()).isEqualTo("not_found_error");
        assertThat(openAi.status()).isEqualTo(404);
        assertThat(json(openAi).path("error").path("code").asString()).isEqualTo("model_not_found");
        assertThat(codex.status()).isEqualTo(404);
    }

    @Test
    void aModelIsFoundUnderEveryNameItIsServedUnder() throws IOException {
        assertThat(get("/v1/models/claude-opus-5-5-20261001", relay.key, "").path("id").asString())
                .isEqualTo("claude-opus-5-5-20261001");
        assertThat(get("/v1/models/claude%2Dopus-5-5", relay.key, "").path("id").asString())
                .isEqualTo("claude-opus-5-5");
    }

    private JsonNode get(String path, KeySecret key, String header) throws IOException {
        return json(ask(path, key, header));
    }

    private static JsonNode json(RawClient.Answer answer) {
        return SluiceJson.mapper().readTree(answer.body());
    }

    private RawClient.Answer ask(String path, KeySecret key, String header) throws IOException {
        try (RawClient client = relay.connect()) {
            return client.send("GET " + path + " HTTP/1.1\r\nHost: r\r\nAuthorization: Bearer "
                    + key.reveal() + "\r\n" + header + "\r\n").answer();
        }
    }
}
