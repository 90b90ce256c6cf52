package dev.sluice.api;

import org.junit.jupiter.api.Test;

import dev.sluice.api.ApiClient.Answer;
import dev.sluice.api.ApiClient.Person;

import static org.assertj.core.api.Assertions.assertThat;

/// One person's way: register, verify, sign in, make a key, revoke it.
class JourneyIT {

    private final ApiClient client = RunningApi.shared().client();

    @Test
    void aPersonGetsFromRegistrationToAKeyAndRevokesIt() {
        Person person = client.signUp();
        Person again = ApiClient.person(person.email(), client.login(person.email(), ApiClient.PASSWORD).expect(200));
        Answer created = client.createKey(again, "laptop").expect(201);
        String path = "/api/client/keys/" + created.text("id");

        Answer read = client.get(path, ApiClient.bearer(person)).expect(200);
        client.delete(path, ApiClient.bearer(person)).expect(204);

        assertThat(created.text("key")).startsWith("cuk_").endsWith(read.text("last4"));
        assertThat(read.text("name")).isEqualTo("laptop");
        assertThat(read.json().has("key")).isFalse();
        assertThat(client.get(path, ApiClient.bearer(person)).text("status")).isEqualTo("revoked");
    }
}
