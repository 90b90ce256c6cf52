package dev.sluice.api;

import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

import dev.sluice.api.ApiClient.Answer;
import dev.sluice.api.ApiClient.Person;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.topics.Topics;

import static dev.sluice.api.ApiClient.PASSWORD;
import static dev.sluice.api.ApiClient.bearer;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// Passwords and addresses that are replaced, by their owners and by others who try.
class CredentialsIT {

    private static final String NEW_PASSWORD = "harbour-lantern-velvet-7";
    private final ApiClient client = RunningApi.shared().client();

    private Answer askForReset(String email) {
        return client.post("/api/client/auth/reset-password",
                Map.of("email", email, "challenge", client.solvedChallenge())).expect(202);
    }

    private Answer reset(String token, String password) {
        return client.post("/api/client/auth/reset-password/confirm", Map.of("token", token, "password", password));
    }

    private Answer changeEmail(Person person, String email) {
        return client.post("/api/client/users/email", Map.of("email", email, "password", PASSWORD), bearer(person));
    }

    private Answer confirmEmail(String token) {
        return client.post("/api/client/auth/confirm-email", Map.of("token", token));
    }

    private Answer changePassword(Person person, String password, String newPassword) {
        return client.post("/api/client/users/password", Map.of("password", password, "newPassword", newPassword),
                bearer(person));
    }

    private static long commands() {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, TestKafka.shared().bootstrapServers());
        TopicPartition only = new TopicPartition(Topics.IDENTITY_COMMANDS.name(), 0);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return requireNonNull(consumer.endOffsets(List.of(only)).get(only));
        }
    }

    @Test
    void aForgottenPasswordIsReplacedOnceByLetterAndEverySessionEnds() {
        Person person = client.signUp();
        askForReset(person.email());
        String token = ApiClient.mailedToken(person.email(), "/reset/confirm");

        reset(token, NEW_PASSWORD).expect(204);

        client.get("/api/client/users/profile", bearer(person)).expect(401);
        client.login(person.email(), PASSWORD).expect(401);
        client.login(person.email(), NEW_PASSWORD).expect(200);
        assertThat(reset(token, "another-" + NEW_PASSWORD).expect(422).text("code")).isEqualTo("token-invalid");
        assertThat(ApiClient.mailTo(person.email(), "Your password was reset")).contains("Hello Ada");
    }

    @Test
    void aWeakPasswordDoesNotUseUpTheLetter() {
        Person person = client.signUp();
        askForReset(person.email());
        String token = ApiClient.mailedToken(person.email(), "/reset/confirm");

        assertThat(reset(token, "password1").expect(422).text("code")).isEqualTo("weak-password");

        reset(token, NEW_PASSWORD).expect(204);
    }

    @Test
    void askingForAnUnknownAddressIsTheSameWorkAndTheSameAnswer() {
        Person person = client.signUp();
        long before = commands();

        Answer known = askForReset(person.email());
        long afterKnown = commands();
        Answer unknown = askForReset(ApiClient.newEmail());
        long afterUnknown = commands();

        report("forgotten-password", afterKnown - before, known, afterUnknown - afterKnown, unknown);
        assertThat(afterKnown - before).isEqualTo(afterUnknown - afterKnown).isEqualTo(1);
        assertThat(unknown.response().body()).isEqualTo(known.response().body()).isEmpty();
        assertThat(unknown.response().headers().map().keySet()).isEqualTo(known.response().headers().map().keySet());
    }

    private static void report(String name, long knownWork, Answer known, long unknownWork, Answer unknown) {
        try (SecurityReport report = new SecurityReport("timing-" + name, "Work for an address, known and unknown",
                "address", "commands", "status", "headers")) {
            report.row("known", knownWork, known.status(), known.response().headers().map().keySet());
            report.row("unknown", unknownWork, unknown.status(), unknown.response().headers().map().keySet());
        }
    }

    @Test
    void aWrongPasswordIsTheSameWorkWhetherTheAddressIsKnownOrNot() {
        Person person = client.signUp();
        long before = commands();

        Answer known = client.login(person.email(), "not-my-password").expect(401);
        long afterKnown = commands();
        Answer unknown = client.login(ApiClient.newEmail(), "not-my-password").expect(401);
        long afterUnknown = commands();

        report("wrong-password", afterKnown - before, known, afterUnknown - afterKnown, unknown);
        assertThat(afterKnown - before).isEqualTo(afterUnknown - afterKnown).isEqualTo(1);
        assertThat(unknown.text("title")).isEqualTo(known.text("title"));
    }

    @Test
    void anInventedTokenOpensNothing() {
        Person person = client.signUp();
        askForReset(person.email());
        String token = ApiClient.mailedToken(person.email(), "/reset/confirm");
        String altered = token.substring(0, token.length() - 4) + (token.endsWith("AAAA") ? "BBBB" : "AAAA");

        assertThat(reset(altered, NEW_PASSWORD).expect(422).text("code")).isEqualTo("token-invalid");
        assertThat(reset("x", NEW_PASSWORD).expect(422).text("code")).isEqualTo("token-invalid");
        assertThat(client.post("/api/client/auth/verify-email", Map.of("token", token)).expect(422).text("code"))
                .as("of another purpose").isEqualTo("token-invalid");
        assertThat(confirmEmail(token).expect(422).text("code")).isEqualTo("token-invalid");
    }

    @Test
    void aPasswordIsChangedWithTheOldOneAndOtherSessionsEnd() {
        Person person = client.signUp();
        Person other = client.again(person);

        assertThat(changePassword(person, "not-my-password", NEW_PASSWORD).expect(422).json().path("errors").path(0)
                .path("code").asString()).isEqualTo("wrong-password");
        assertThat(changePassword(person, PASSWORD, "password1").expect(422).text("code")).isEqualTo("weak-password");
        changePassword(person, PASSWORD, NEW_PASSWORD).expect(204);

        client.get("/api/client/users/profile", bearer(person)).expect(200);
        client.get("/api/client/users/profile", bearer(other)).expect(401);
        client.login(person.email(), PASSWORD).expect(401);
        client.login(person.email(), NEW_PASSWORD).expect(200);
        assertThat(ApiClient.mailTo(person.email(), "Your password was changed")).contains("/reset");
    }

    @Test
    void anAddressIsSwitchedByTheLetterToTheNewOne() {
        Person person = client.signUp();
        Person other = client.again(person);
        String email = ApiClient.newEmail();
        changeEmail(person, email).expect(202);
        String token = ApiClient.mailedToken(email, "/confirm-email");
        client.login(email, PASSWORD).expect(401);

        confirmEmail(token).expect(204);

        assertThat(client.get("/api/client/users/profile", bearer(person)).expect(200).text("email"))
                .isEqualTo(email);
        client.get("/api/client/users/profile", bearer(other)).expect(401);
        client.login(email, PASSWORD).expect(200);
        client.login(person.email(), PASSWORD).expect(401);
        assertThat(confirmEmail(token).expect(422).text("code")).isEqualTo("token-invalid");
        assertThat(ApiClient.mailTo(person.email(), "Your account has another")).doesNotContain(email);
        client.register(person.email()).expect(202);
        assertThat(ApiClient.mailedToken(person.email(), "/verify")).as("the old address is free").isNotEmpty();
    }

    @Test
    void aTakenAddressIsAnsweredAsAFreeOneAndOnlyItsHolderLearns() {
        Person holder = client.signUp();
        Person person = client.signUp();

        Answer taken = changeEmail(person, holder.email()).expect(202);
        Answer free = changeEmail(person, ApiClient.newEmail()).expect(202);

        assertThat(taken.response().body()).isEqualTo(free.response().body()).isEmpty();
        assertThat(ApiClient.mailTo(holder.email(), "You already have an account")).doesNotContain(person.email());
        client.login(holder.email(), PASSWORD).expect(200);
    }

    @Test
    void anAddressIsNotChangedWithoutThePassword() {
        Person person = client.signUp();

        client.post("/api/client/users/email", Map.of("email", ApiClient.newEmail(), "password", "guess"),
                bearer(person)).expect(422);

        assertThat(changeEmail(person, person.email()).expect(422).json().path("errors").path(0).path("code")
                .asString()).isEqualTo("email-unchanged");
        changeEmail(person, "no address").expect(422);
    }
}
