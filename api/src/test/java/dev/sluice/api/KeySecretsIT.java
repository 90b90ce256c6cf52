package dev.sluice.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import dev.sluice.api.ApiClient.Answer;
import dev.sluice.api.ApiClient.Person;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.ids.KeySecret;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.topics.Topics;

import static dev.sluice.api.ApiClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

/// Secrets that are replaced, keys that are suspended, over HTTP and as the relay reads them.
class KeySecretsIT {

    private static final String KEYS = "/api/client/keys/";

    private final ApiClient client = RunningApi.shared().client();
    private final Person person = client.signUp();

    @Test
    void aRelayKnowsBothSecretsForAsLongAsTheyOverlap() {
        Answer made = client.createKey(person, "laptop").expect(201);

        Answer again = regenerate(made, Map.of("overlapSeconds", 3_600)).expect(200);

        assertThat(again.text("id")).isEqualTo(made.text("id"));
        assertThat(again.text("key")).startsWith("cuk_").isNotEqualTo(made.text("key"));
        assertThat(again.text("last4")).isEqualTo(new KeySecret(again.text("key")).last4());
        KeyView old = row(made.text("key")).orElseThrow();
        KeyView present = row(again.text("key")).orElseThrow();
        assertThat(old.status()).isEqualTo(present.status()).isEqualTo(KeyView.Status.ACTIVE);
        assertThat(old.expiresAt()).hasToString(again.text("oldSecretUntil"));
        assertThat(present.expiresAt()).isNull();
        assertThat(client.get("/api/client/keys", bearer(person)).json().path("items")).hasSize(1);
        assertThat(read(made).text("last4")).isEqualTo(again.text("last4"));
        assertThat(ApiClient.mailTo(person.email(), "A new API key")).contains("laptop", made.text("last4"))
                .doesNotContain(made.text("key"));
        assertThat(ApiClient.mailTo(person.email(), "An API key has a new secret")).contains(again.text("last4"))
                .doesNotContain(again.text("key"));
    }

    @Test
    void withoutAnOverlapTheOldSecretIsDeadAtOnce() {
        Answer made = client.createKey(person, "laptop").expect(201);

        client.post(KEYS + made.text("id") + "/regenerate", Map.of(), bearer(person)).expect(200);

        assertThat(row(made.text("key")).orElseThrow().status()).isEqualTo(KeyView.Status.REVOKED);
        assertThat(read(made).text("status")).isEqualTo("active");
    }

    @Test
    void aRepeatWithTheSameIdempotencyKeyGetsTheSameSecret() {
        Answer made = client.createKey(person, "laptop").expect(201);
        String[] headers = {"Authorization", "Bearer " + person.accessToken(), "Idempotency-Key", "again"};
        String path = KEYS + made.text("id") + "/regenerate";

        Answer first = client.post(path, Map.of("overlapSeconds", 60), headers).expect(200);
        Answer repeat = client.post(path, Map.of("overlapSeconds", 60), headers).expect(200);

        assertThat(repeat.text("key")).isEqualTo(first.text("key"));
        assertThat(repeat.text("oldSecretUntil")).isEqualTo(first.text("oldSecretUntil"));
        assertThat(client.post(path, Map.of("overlapSeconds", 61), headers).expect(409).text("code"))
                .isEqualTo("idempotency-key-reused");
    }

    @Test
    void anOverlapHasBoundsAndAKeyAVersion() {
        Answer made = client.createKey(person, "laptop").expect(201);

        regenerate(made, Map.of("overlapSeconds", 604_801)).expect(422);
        regenerate(made, Map.of("overlapSeconds", -1)).expect(422);
        client.post(KEYS + made.text("id") + "/regenerate", Map.of(), "Authorization",
                "Bearer " + person.accessToken(), "If-Match", "\"1\"").expect(412);
        client.post(KEYS + made.text("id") + "/regenerate", Map.of(), bearer(client.signUp())).expect(404);
    }

    @Test
    void aKeyIsSuspendedAndResumedAndARevokedOneIsNot() {
        Answer made = client.createKey(person, "laptop").expect(201);
        String path = KEYS + made.text("id");

        assertThat(put(path, "suspended").expect(200).text("status")).isEqualTo("suspended");
        assertThat(row(made.text("key")).orElseThrow().status()).isEqualTo(KeyView.Status.SUSPENDED);
        client.put(path, Map.of("name", "renamed", "permissions", List.of("claude")), bearer(person)).expect(200);
        assertThat(client.get("/api/client/keys?status=suspended", bearer(person)).json().path("items")).hasSize(1);
        assertThat(put(path, "active").expect(200).text("status")).isEqualTo("active");
        put(path, "revoked").expect(400);
        client.delete(path, bearer(person)).expect(204);
        assertThat(put(path, "active").expect(409).text("code")).isEqualTo("key-revoked");
        assertThat(regenerate(made, Map.of()).expect(409).text("code")).isEqualTo("key-revoked");
    }

    @Test
    void aBudgetBelowZeroIsRefused() {
        Map<String, Object> wanted = Map.of("name", "odd", "permissions", List.of("claude"), "budget",
                Map.of("dayUsd", "-1"));

        assertThat(client.post("/api/client/keys", wanted, bearer(person)).expect(422).json().path("errors").path(0)
                .path("field").asString()).isEqualTo("budget");
    }

    private Answer put(String path, String status) {
        return client.put(path, Map.of("name", "laptop", "permissions", List.of("claude"), "status", status),
                bearer(person));
    }

    private Answer regenerate(Answer key, Map<String, ?> body) {
        return client.post(KEYS + key.text("id") + "/regenerate", body, bearer(person));
    }

    private Answer read(Answer key) {
        return client.get(KEYS + key.text("id"), bearer(person)).expect(200);
    }

    /// The row a relay finds a secret by.
    private static Optional<KeyView> row(String secret) {
        String hash = new KeySecret(secret).hash().hex();
        return TopicRecords.all(Topics.IDENTITY_KEYS.name()).stream().filter(record -> record.key().equals(hash))
                .map(ConsumerRecord::value).reduce((_, last) -> last)
                .map(json -> SluiceJson.mapper().readValue(json, KeyView.class));
    }
}
