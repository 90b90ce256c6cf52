package dev.sluice.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.icegreen.greenmail.store.FolderException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.sluice.api.ApiClient.Answer;
import dev.sluice.api.ApiClient.Person;
import dev.sluice.contracts.ids.KeySecret;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.topics.Topics;

import static dev.sluice.api.ApiClient.PASSWORD;
import static dev.sluice.api.ApiClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

/// Personal data lies nowhere in the clear, and with its key it is gone.
class ErasureIT {

    private static final String ACCOUNT = "/api/client/users/account";
    private static final String NETWORK = "203.0.113.0/29";
    private static final Map<String, Object> KEY = Map.of("name", "Zuckermandel laptop", "description",
            "belongs to Quirinius", "tags", List.of("Xanthippe"), "permissions", List.of("claude"), "addresses",
            List.of(NETWORK));

    private final ApiClient client = RunningApi.shared().client();

    @BeforeAll
    static void nobodyFailedYet() {
        TestedRedis.forgetFailures();
    }

    @Test
    void nothingPersonalLiesAnywhereInTheClear() {
        try (PlainTexts scanner = new PlainTexts(RunningApi.shared().data())) {
            Person person = client.signUp();
            lives(person);
            List<String> personal = List.of(person.email(), "Zuckermandel", "Quirinius", "Xanthippe", "Winnetou",
                    "Netscape-Gold", PASSWORD);

            assertThat(scanner.found(personal)).isEmpty();
            client.delete(ACCOUNT, Map.of("password", PASSWORD), bearer(person)).expect(204);
            List<String> left = scanner.found(Stream.concat(personal.stream(), Stream.of(NETWORK)).toList());
            report(scanner, left);
            assertThat(left).isNotEmpty().allMatch(where -> where.endsWith(NETWORK))
                    .as("networks of keys stand only where they are overwritten or go after a day")
                    .allMatch(where -> where.startsWith("topic identity.commands.")
                            || where.startsWith("topic identity.keys.") || where.contains("-changelog")
                            || where.startsWith("store "));
        }
    }

    private static void report(PlainTexts scanner, List<String> left) {
        try (SecurityReport report = new SecurityReport("scanner", "Where personal data was looked for", "place",
                "records, files, entries", "found of an erased person")) {
            scanner.looked().forEach((place, count) -> report.row(place, count,
                    left.stream().filter(where -> where.startsWith(place + " contains")).toList()));
        }
    }

    @Test
    void whoLeftIsSignedOutKeylessAndUnreadable() {
        Person person = client.signUp();
        Answer key = client.post("/api/client/keys", KEY, bearer(person)).expect(201);
        Person elsewhere = ApiClient.person(person.email(), client.login(person.email(), PASSWORD).expect(200));

        client.delete(ACCOUNT, Map.of("password", PASSWORD), bearer(person)).expect(204);

        client.get("/api/client/users/profile", bearer(person)).expect(401);
        client.get("/api/client/users/profile", bearer(elsewhere)).expect(401);
        client.post("/api/client/auth/refresh", Map.of("refreshToken", elsewhere.refreshToken()), "X-Token-Delivery",
                "body").expect(401);
        assertThat(client.login(person.email(), PASSWORD).expect(401).text("code")).isEqualTo("bad-credentials");
        String hash = new KeySecret(key.text("key")).hash().hex();
        JsonNode row = last(Topics.IDENTITY_KEYS.name(), hash).orElseThrow();
        assertThat(row.path("status").asString()).isEqualTo("REVOKED");
        assertThat(row.path("addresses")).isEmpty();
        assertThat(row.has("sealed")).isFalse();
        JsonNode user = last(Topics.IDENTITY_USERS.name(), person.userId()).orElseThrow();
        assertThat(user.path("status").asString()).isEqualTo("DELETED");
        assertThat(user.has("sealed")).isFalse();
        assertThat(last(Topics.IDENTITY_PII_KEYS.name(), person.userId())).as("the data key").isEmpty();
    }

    @Test
    void whoLeftGetsALastLetter() {
        Person person = client.signUp();

        client.delete(ACCOUNT, Map.of("password", PASSWORD), bearer(person)).expect(204);

        assertThat(ApiClient.mailTo(person.email(), "Your account is erased")).contains("Hello Ada");
    }

    @Test
    void theAddressIsFreeForSomebodyNew() {
        Person person = client.signUp();
        client.delete(ACCOUNT, Map.of("password", PASSWORD), bearer(person)).expect(204);
        purgeMail();

        client.register(person.email()).expect(202);
        Answer verified = client.post("/api/client/auth/verify-email",
                Map.of("token", ApiClient.mailedToken(person.email())), "X-Token-Delivery", "body").expect(200);

        assertThat(ApiClient.person(person.email(), verified).userId()).isNotEqualTo(person.userId());
    }

    @Test
    void nobodyLeavesWithoutThePassword() {
        Person person = client.signUp();

        assertThat(client.delete(ACCOUNT, Map.of("password", "not-" + PASSWORD), bearer(person)).expect(422).json()
                .path("errors").path(0).path("code").asString()).isEqualTo("wrong-password");
        client.delete(ACCOUNT, Map.of(), bearer(person)).expect(422);
        client.get("/api/client/users/profile", bearer(person)).expect(200);
    }

    @Test
    void guessesAtThePasswordMustWait() {
        Person person = client.signUp();
        Map<String, String> wrong = Map.of("password", "not-" + PASSWORD);

        int refused = 0;
        for (int i = 0; i < 10 && refused != 429; i++) {
            refused = client.delete(ACCOUNT, wrong, bearer(person)).status();
        }

        assertThat(refused).isEqualTo(429);
    }

    /// Leaves traces in every place that could keep some.
    private void lives(Person person) {
        client.post("/api/client/keys", KEY, bearer(person)).expect(201);
        client.put("/api/client/users/profile", Map.of("username", "Winnetou"), bearer(person)).expect(200);
        client.post("/api/client/auth/login", Map.of("email", person.email(), "password", PASSWORD), "User-Agent",
                "Netscape-Gold/3.0", "X-Token-Delivery", "body").expect(200);
        client.login(person.email(), "wrong-" + PASSWORD).expect(401);
        client.postRaw("/api/client/auth/login", "{\"email\":\"" + person.email() + "\",\"password\":7}");
        client.register(person.email()).expect(202);
    }

    private static void purgeMail() {
        try {
            RunningApi.MAIL.purgeEmailFromAllMailboxes();
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<JsonNode> last(String topic, String key) {
        return TopicRecords.all(topic).stream().filter(record -> record.key().equals(key)).reduce((_, last) -> last)
                .map(ConsumerRecord::value).map(SluiceJson.mapper()::readTree);
    }
}
