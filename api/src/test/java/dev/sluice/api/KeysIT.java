package dev.sluice.api;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.sluice.api.ApiClient.Answer;
import dev.sluice.api.ApiClient.Person;

import static dev.sluice.api.ApiClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

/// Keys over HTTP.
class KeysIT {

    private static final Map<String, Object> LAPTOP = Map.of("name", "laptop", "permissions", List.of("claude"),
            "tags", List.of("home"), "rateLimit", Map.of("rpm", 60), "budget", Map.of("dayUsd", "2.5"));
    private final ApiClient client = RunningApi.shared().client();

    @Test
    void aRepeatWithTheSameIdempotencyKeyGetsTheSameKeyAndSecret() {
        Person person = client.signUp();
        String[] headers = {"Authorization", "Bearer " + person.accessToken(), "Idempotency-Key", "once"};

        Answer first = client.post("/api/client/keys", LAPTOP, headers).expect(201);
        Answer repeat = client.post("/api/client/keys", LAPTOP, headers).expect(201);

        assertThat(repeat.text("key")).isEqualTo(first.text("key"));
        assertThat(repeat.text("id")).isEqualTo(first.text("id"));
        assertThat(client.get("/api/client/keys", bearer(person)).json().path("items")).hasSize(1);
        assertThat(client.post("/api/client/keys", Map.of("name", "other", "permissions", List.of("codex")), headers)
                .expect(409).text("code")).isEqualTo("idempotency-key-reused");
    }

    @Test
    void aKeyShowsWhatItsOwnerChose() {
        Person person = client.signUp();

        Answer key = client.post("/api/client/keys", LAPTOP, bearer(person)).expect(201);

        assertThat(key.json().path("rateLimit").path("rpm").asInt()).isEqualTo(60);
        assertThat(key.json().path("budget").path("dayUsd").asString()).isEqualTo("2.500000000");
        assertThat(key.json().path("tags").path(0).asString()).isEqualTo("home");
        assertThat(key.json().path("usage").path("month").path("requests").asInt(-1)).as("of a new key").isZero();
        assertThat(client.get("/api/client/keys/" + key.text("id"), bearer(person)).expect(200).json().has("usage"))
                .as("while usage-streams is away").isFalse();
        assertThat(key.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void somebodyElsesKeyLooksLikeNone() {
        Person owner = client.signUp();
        Person other = client.signUp();
        String path = "/api/client/keys/" + client.createKey(owner, "mine").expect(201).text("id");

        Answer foreign = client.get(path, bearer(other)).expect(404);
        Answer none = client.get("/api/client/keys/ck_00000000-0000-7000-8000-000000000000", bearer(other)).expect(404);

        assertThat(foreign.text("code")).isEqualTo(none.text("code"));
        client.delete(path, bearer(other)).expect(404);
        client.get(path + "/usage", bearer(other)).expect(404);
        client.get("/api/client/keys/nonsense", bearer(other)).expect(404);
    }

    @Test
    void aLimitAboveThePlanIsRefusedUntilThePlanChanges() {
        Person person = client.signUp();
        Map<String, Object> fast = Map.of("name", "fast", "permissions", List.of("codex"), "rateLimit",
                Map.of("rpm", 1_000));
        assertThat(client.post("/api/client/keys", fast, bearer(person)).expect(422).text("code"))
                .isEqualTo("limit-above-plan");

        client.post("/api/admin/users/" + person.userId() + "/plan", Map.of("plan", "pro", "reason", "test"),
                bearer(RunningApi.CREDENTIAL)).expect(204);

        client.post("/api/client/keys", fast, bearer(person)).expect(201);
        assertThat(client.get("/api/client/users/profile", bearer(person)).text("plan")).isEqualTo("pro");
    }

    @Test
    void operatorsDoorIsClosedToUsers() {
        Person person = client.signUp();
        String path = "/api/admin/users/" + person.userId() + "/plan";
        Map<String, String> body = Map.of("plan", "pro", "reason", "greed");

        client.post(path, body, bearer(person)).expect(403);
        client.post(path, body).expect(401);
        client.post(path, body, bearer("not-the-credential")).expect(401);
    }

    @Test
    void aListIsNarrowedAndPaged() {
        Person person = client.signUp();
        List.of("alpha", "beta", "gamma").forEach(name -> client.createKey(person, name).expect(201));

        Answer page = client.get("/api/client/keys?limit=2", bearer(person)).expect(200);
        Answer rest = client.get("/api/client/keys?limit=2&cursor=" + page.text("nextCursor"), bearer(person))
                .expect(200);

        assertThat(names(page)).containsExactly("gamma", "beta");
        assertThat(names(rest)).containsExactly("alpha");
        assertThat(rest.json().has("nextCursor")).isFalse();
        assertThat(names(client.get("/api/client/keys?search=ET&status=active", bearer(person))))
                .containsExactly("beta");
    }

    @Test
    void aKeyIsChangedAtItsVersion() {
        Person person = client.signUp();
        Answer key = client.createKey(person, "old").expect(201);
        String path = "/api/client/keys/" + key.text("id");
        String[] headers = {"Authorization", "Bearer " + person.accessToken(), "If-Match", key.header("ETag")};

        Answer changed = client.put(path, Map.of("name", "new", "permissions", List.of("codex")), headers).expect(200);

        assertThat(changed.text("name")).isEqualTo("new");
        client.put(path, Map.of("name", "newer", "permissions", List.of("codex")), headers).expect(412);
    }

    private static List<String> names(Answer page) {
        return page.json().path("items").valueStream().map(item -> item.path("name").asString()).toList();
    }
}
