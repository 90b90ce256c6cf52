package dev.sluice.api;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.sluice.api.ApiClient.Answer;
import dev.sluice.api.ApiClient.Person;

import static dev.sluice.api.ApiClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

/// What every route does alike: problems, headers, bounds.
class MannersIT {

    private static final String KEYS = "/api/client/keys";
    private final ApiClient client = RunningApi.shared().client();

    @Test
    void anUnknownFieldIsRefusedByName() {
        Answer refused = client
                .postRaw("/api/client/auth/login", "{\"email\":\"a@b.c\",\"password\":\"x\",\"admin\":true}")
                .expect(400);

        assertThat(refused.text("code")).isEqualTo("unknown-field");
        assertThat(refused.json().path("errors").path(0).path("field").asString()).isEqualTo("admin");
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.text("requestId")).isEqualTo(refused.header("X-Request-Id")).isNotEmpty();
    }

    @Test
    void everyWrongFieldIsListed() {
        Person person = client.signUp();

        Answer refused = client.post(KEYS, Map.of("name", " ", "permissions", List.of()), bearer(person))
                .expect(422);

        assertThat(refused.json().path("errors").valueStream().map(error -> error.path("field").asString()))
                .containsExactlyInAnyOrder("name", "permissions");
    }

    @Test
    void malformedJsonIsAnsweredPrecisely() {
        assertThat(client.postRaw("/api/client/auth/login", "{\"email\":").expect(400).text("code"))
                .isEqualTo("malformed");
        assertThat(client.postRaw("/api/client/auth/login", "{\"email\":[],\"password\":\"x\"}").expect(400).json()
                .path("errors").path(0).path("field").asString()).isEqualTo("email");
    }

    @Test
    void aLargeBodyIsRefusedUnread() {
        String body = "{\"email\":\"" + "x".repeat(80_000) + "\"}";

        assertThat(client.postRaw("/api/client/auth/login", body).expect(413).text("code")).isEqualTo("body-too-large");
    }

    @Test
    void withoutATokenThereIsAProblemAndNothingElse() {
        Answer refused = client.get(KEYS).expect(401);

        assertThat(refused.text("code")).isEqualTo("unauthorized");
        assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
        assertThat(client.get("/api/client/nothing", bearer("x.y.z")).expect(401).text("code"))
                .isEqualTo("unauthorized");
    }

    @Test
    void unknownPathsAndMethodsAreProblems() {
        Person person = client.signUp();

        assertThat(client.get("/api/client/nothing", bearer(person)).expect(404).text("code")).isEqualTo("not-found");
        assertThat(client.put(KEYS, Map.of(), bearer(person)).expect(405).text("code"))
                .isEqualTo("method-not-allowed");
        assertThat(client.get(KEYS + "?limit=0", bearer(person)).expect(400).text("code")).isEqualTo("malformed");
        assertThat(client.get(KEYS + "?limit=many", bearer(person)).expect(400).text("code")).isEqualTo("malformed");
    }

    @Test
    void browsersAreToldWhatNotToDo() {
        Answer config = client.get("/api/client/config").expect(200);

        assertThat(config.header("Content-Security-Policy")).startsWith("default-src 'self'");
        assertThat(config.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(config.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(client.get("/api/client/config", "Origin", "https://evil.example")
                .header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void usageSaysThatItIsAway() {
        Person person = client.signUp();

        Answer refused = client.get("/api/client/users/usage", bearer(person)).expect(503);

        assertThat(refused.text("code")).isEqualTo("usage-away");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        client.get("/api/client/users/profile", bearer(person)).expect(200);
    }

    @Test
    void configStatusAndKeysOfTokensArePublic() {
        assertThat(client.get("/api/client/config").expect(200).text("challenge")).isEqualTo("altcha");
        assertThat(client.get("/api/client/status").expect(200).text("status")).isEqualTo("ok");
        JsonNode key = client.get("/api/client/.well-known/jwks.json").expect(200).json().path("keys").path(0);
        assertThat(key.path("crv").asString()).isEqualTo("P-256");
        assertThat(key.has("d")).isFalse();
    }
}
