package dev.sluice.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.sluice.api.ApiClient.Person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Letters outlive the instance that was to send them.
class LettersIT {

    private static final int PEOPLE = 6;

    /// Two instances share the letters; those of the one whose mail server is away stay with it until it ends.
    @Test
    void whatAnInstanceCouldNotSendTheNextOneSendsOnce() {
        RunningApi.shared();
        List<String> emails = Stream.generate(ApiClient::newEmail).limit(PEOPLE).toList();
        try (RunningApi cutOff = RunningApi.start(Map.of("api.smtp", "localhost:1"))) {
            ApiClient client = cutOff.client();
            emails.forEach(email -> client.register(email).expect(202));
        }

        emails.forEach(ApiClient::mailedToken);

        await().during(Duration.ofSeconds(1)).untilAsserted(
                () -> assertThat(emails).allSatisfy(email -> assertThat(ApiClient.mailsTo(email)).hasSize(1)));
    }

    /// Letters of one person leave in the order of what happened: the one about the password is the last. Counting
    /// begins anew where an instance that came or went moved the person to another one.
    @Test
    void whoMakesManyKeysGetsFiveLettersAboutThem() {
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            Person person = makesSevenKeys();

            assertThat(ApiClient.mailsTo(person.email())).filteredOn(mail -> mail.contains("/keys")).hasSize(5)
                    .satisfies(mails -> assertThat(mails.getFirst()).startsWith("A new API key").contains("key 1"))
                    .satisfies(mails -> assertThat(mails.getLast()).startsWith("Many changes").contains("key 5"));
        });
    }

    private static Person makesSevenKeys() {
        ApiClient client = RunningApi.shared().client();
        Person person = client.signUp();
        for (int number = 1; number <= 7; number++) {
            client.createKey(person, "key " + number).expect(201);
        }
        client.post("/api/client/users/password",
                Map.of("password", ApiClient.PASSWORD, "newPassword", "another-" + ApiClient.PASSWORD),
                ApiClient.bearer(person)).expect(204);
        ApiClient.mailTo(person.email(), "Your password was changed");
        return person;
    }
}
