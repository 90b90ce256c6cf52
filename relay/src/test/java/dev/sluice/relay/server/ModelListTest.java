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
        assertThat(get("/v1/models/gpt-6.1-sol", oneModel, "").path("error").path("code").asString())
                .isEqualTo("model_not_found");
    }

    private JsonNode get(String path, KeySecret key, String header) throws IOException {
        try (RawClient client = relay.connect()) {
            return SluiceJson.mapper()
                    .readTree(client.send("GET " + path + " HTTP/1.1\r\nHost: r\r\nAuthorization: Bearer "
                            + key.reveal() + "\r\n" + header + "\r\n").answer().body());
        }
    }
}
