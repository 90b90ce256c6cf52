package dev.sluice.api;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.sluice.api.ApiClient.Person;

import static dev.sluice.api.ApiClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

/// Where a person is signed in.
class SessionsIT {

    private static final String SESSIONS = "/api/client/users/sessions";
    private final ApiClient client = RunningApi.shared().client();

    private List<JsonNode> sessions(Person person) {
        return client.get(SESSIONS, bearer(person)).expect(200).json().path("items").valueStream().toList();
    }

    private String idOfOther(Person person) {
        return sessions(person).stream().filter(session -> !session.path("current").asBoolean()).findFirst()
                .orElseThrow().path("id").asString();
    }

    @Test
    void eachSessionShowsFromWhereItWasBegun() {
        Person person = client.signUp();
        Person other = client.again(person);

        List<JsonNode> sessions = sessions(other);

        assertThat(sessions).hasSize(2);
        assertThat(sessions.getFirst().path("current").asBoolean()).as("newest first").isTrue();
        assertThat(sessions.getLast().path("current").asBoolean()).isFalse();
        assertThat(sessions.getFirst().path("device").asString()).startsWith("Java-http-client");
        assertThat(sessions.getFirst().path("address").asString()).isEqualTo("127.0.0.0/24");
        assertThat(sessions.getFirst().path("lastSeenAt").asString()).isNotEmpty();
    }

    @Test
    void aSessionIsEndedFromAnother() {
        Person person = client.signUp();
        Person other = client.again(person);

        client.delete(SESSIONS + "/" + idOfOther(person), bearer(person)).expect(204);

        client.get(SESSIONS, bearer(other)).expect(401);
        assertThat(sessions(person)).hasSize(1);
    }

    @Test
    void allOthersAreEndedAtOnce() {
        Person person = client.signUp();
        List<Person> others = List.of(client.again(person), client.again(person));

        client.delete(SESSIONS, bearer(person)).expect(204);

        others.forEach(other -> client.get(SESSIONS, bearer(other)).expect(401));
        assertThat(sessions(person)).hasSize(1);
    }

    @Test
    void somebodyElsesSessionLooksLikeNone() {
        Person person = client.signUp();
        Person stranger = client.signUp();
        String id = sessions(person).getFirst().path("id").asString();

        client.delete(SESSIONS + "/" + id, bearer(stranger)).expect(404);
        client.delete(SESSIONS + "/ses_00000000-0000-7000-8000-000000000000", bearer(stranger)).expect(404);
        client.delete(SESSIONS + "/nonsense", bearer(stranger)).expect(404);

        client.get(SESSIONS, bearer(person)).expect(200);
    }

    @Test
    void whoTriedToSignInIsShownWithWhatCameOfIt() {
        Person person = client.signUp();
        client.login(person.email(), "not-my-password").expect(401);
        client.again(person);

        List<JsonNode> signIns = client.get("/api/client/users/sign-ins", bearer(person)).expect(200).json()
                .path("items").valueStream().toList();

        assertThat(signIns).extracting(item -> item.path("outcome").asString()).containsExactly("signed-in",
                "wrong-password", "signed-in");
        assertThat(signIns.get(1).path("address").asString()).isEqualTo("127.0.0.0/24");
    }

    @Test
    void aNewDeviceIsToldByLetter() {
        Person person = client.signUp();

        client.post("/api/client/auth/login", Map.of("email", person.email(), "password", ApiClient.PASSWORD),
                "User-Agent", "Phone/2.1").expect(200);

        assertThat(ApiClient.mailTo(person.email(), "Sign-in from a new device")).contains("Phone/2.1");
    }
}
