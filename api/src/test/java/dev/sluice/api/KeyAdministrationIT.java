package dev.sluice.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.sluice.api.ApiClient.Answer;
import dev.sluice.api.ApiClient.Person;

import static dev.sluice.api.ApiClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Administrators see and stop keys and give users limits of their own; all of it can be read back.
class KeyAdministrationIT {

    private static final Map<String, Object> WHY = Map.of("reason", "found in a repository");
    private static final Duration SOON = Duration.ofSeconds(30);

    private final ApiClient client = PlayedPlatform.api().client();
    private final Person administrator = PlayedPlatform.administrator();
    private final Person person = client.signUp();
    private final String user = "/api/admin/users/" + person.userId();

    @BeforeAll
    static void nobodyFailedYet() {
        TestedRedis.forgetFailures();
    }

    @Test
    void aSuspendedKeyIsNotResumedByItsOwner() {
        String key = client.createKey(person, "secret name").expect(201).text("id");

        change(key, "suspend").expect(204);
        assertThat(owners(key).text("status")).isEqualTo("suspended");
        Answer refused = client.put("/api/client/keys/" + key, Map.of("name", "secret name", "permissions",
                List.of("claude"), "status", "active"), bearer(person)).expect(409);
        assertThat(refused.text("code")).isEqualTo("key-blocked");

        change(key, "resume").expect(204);
        assertThat(owners(key).text("status")).isEqualTo("active");
        change(key, "revoke").expect(204);
        assertThat(owners(key).text("status")).isEqualTo("revoked");
        change(key, "resume").expect(409);
        assertThat(actions(3)).containsExactly("key.revoked", "key.resumed", "key.suspended");
        assertThat(List.of("An API key was stopped", "An API key works again", "An API key was revoked"))
                .allSatisfy(subject -> assertThat(ApiClient.mailTo(person.email(), subject)).contains("secret name"));
    }

    @Test
    void keysAreListedInPagesWithoutTheirNames() {
        List<String> made = List.of("first", "second", "third").stream()
                .map(name -> client.createKey(person, name).expect(201).text("id")).toList();

        Answer first = client.get(user + "/keys?limit=2", bearer(administrator)).expect(200);
        Answer rest = client.get(user + "/keys?limit=2&cursor=" + first.text("nextCursor"), bearer(administrator))
                .expect(200);

        assertThat(ids(first)).containsExactly(made.get(2), made.get(1));
        assertThat(ids(rest)).containsExactly(made.get(0));
        assertThat(rest.json().has("nextCursor")).isFalse();
        assertThat(first.response().body()).doesNotContain("first", "second", "third");
    }

    @Test
    void aKeyIsNamedWithItsOwner() {
        String foreign = client.createKey(client.signUp(), "foreign").expect(201).text("id");

        change(foreign, "revoke").expect(404);
        change("nonsense", "suspend").expect(404);
        client.post(user + "/keys/" + foreign + "/revoke", Map.of(), bearer(administrator)).expect(422);
    }

    @Test
    void limitsOfAUsersOwnHoldUntilTheyAreTakenBack() {
        limits(Map.of("rateLimit", Map.of("rpm", 7), "budget", Map.of("dayUsd", "1.5"), "reason", "a pilot"))
                .expect(204);
        JsonNode own = client.get(user, bearer(administrator)).expect(200).json();
        assertThat(own.path("rateLimit").path("rpm").asLong()).isEqualTo(7);
        assertThat(own.path("rateLimit").path("rpd").asLong()).isEqualTo(20_000);
        assertThat(own.path("budget").path("dayUsd").asString()).isEqualTo("1.500000000");
        limits(Map.of("rateLimit", Map.of("rpm", 0), "reason", "a pilot")).expect(422);
        limits(Map.of("rateLimit", Map.of("rpm", 7))).expect(422);

        limits(Map.of("reason", "the pilot is over")).expect(204);
        JsonNode plans = client.get(user, bearer(administrator)).expect(200).json();
        assertThat(plans.path("rateLimit").path("rpm").asLong()).isEqualTo(120);
        assertThat(plans.path("budget").has("dayUsd")).isFalse();
        JsonNode back = audit("&action=user.limits-changed", 2).path(0);
        assertThat(back.path("reason").asString()).isEqualTo("the pilot is over");
        assertThat(back.path("before").path("rpm").asString()).isEqualTo("7");
        assertThat(back.path("after").path("rpm").asString()).isEqualTo("120");
        assertThat(back.path("after").path("dayUsd").asString()).isEqualTo("none");
    }

    @Test
    void theAuditIsReadInPagesNewestFirst() {
        for (String plan : List.of("pro", "strict", "free")) {
            client.post(user + "/plan", Map.of("plan", plan, "reason", "to " + plan), bearer(administrator))
                    .expect(204);
        }
        audit("", 3);

        Answer first = client.get(page("&limit=2"), bearer(administrator)).expect(200);
        Answer rest = client.get(page("&limit=2&cursor=" + first.text("nextCursor")), bearer(administrator))
                .expect(200);

        assertThat(first.json().path("items").path(0).path("reason").asString()).isEqualTo("to free");
        assertThat(rest.json().path("items")).singleElement()
                .satisfies(entry -> assertThat(entry.path("reason").asString()).isEqualTo("to pro"));
        assertThat(rest.json().has("nextCursor")).isFalse();
        assertThat(client.get(page("&actor=internal"), bearer(administrator)).expect(200).json().path("items"))
                .isEmpty();
        client.get(page("&cursor=made-up"), bearer(administrator)).expect(422);
        client.get(page(""), bearer(person)).expect(403);
    }

    private Answer change(String key, String what) {
        return client.post(user + "/keys/" + key + "/" + what, WHY, bearer(administrator));
    }

    private Answer limits(Map<String, Object> wanted) {
        return client.put(user + "/limits", wanted, bearer(administrator));
    }

    private Answer owners(String key) {
        return client.get("/api/client/keys/" + key, bearer(person)).expect(200);
    }

    private List<String> actions(int entries) {
        return StreamSupport.stream(audit("", entries).spliterator(), false)
                .map(entry -> entry.path("action").asString()).toList();
    }

    /// What was done to the person, once as many entries can be read.
    private JsonNode audit(String filter, int entries) {
        return await().atMost(SOON).until(() -> client.get(page(filter), bearer(administrator)).expect(200).json()
                .path("items"), items -> items.size() >= entries);
    }

    private String page(String filter) {
        return "/api/admin/audit?subject=" + person.userId() + filter;
    }

    private static List<String> ids(Answer page) {
        return StreamSupport.stream(page.json().path("items").spliterator(), false)
                .map(key -> key.path("id").asString()).toList();
    }
}
