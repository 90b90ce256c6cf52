package dev.sluice.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.sluice.api.ApiClient.Answer;
import dev.sluice.api.ApiClient.Person;
import dev.sluice.contracts.topics.RecordHeaders;
import dev.sluice.contracts.topics.Topics;

import static dev.sluice.api.ApiClient.PASSWORD;
import static dev.sluice.api.ApiClient.bearer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Registration and signing in, as people and attackers see it.
class AccountsIT {

    private static final int AT_ONCE = 12;
    private final ApiClient client = RunningApi.shared().client();

    @Test
    void ofManyRegistrationsOfOneAddressOneGetsTheLinkAndTheOthersOneLetter() throws Exception {
        String email = ApiClient.newEmail();
        long before = registrations();
        List<String> challenges = IntStream.range(0, AT_ONCE).mapToObj(_ -> client.solvedChallenge()).toList();
        List<Callable<Answer>> registrations = challenges.stream().<Callable<Answer>>map(challenge -> () -> client
                .post("/api/client/auth/register", Map.of("email", email, "password", PASSWORD, "username", "Ada",
                        "challenge", challenge)))
                .toList();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> answer : threads.invokeAll(registrations)) {
                answer.get().expect(202);
            }
        }

        ApiClient.mailedToken(email);
        ApiClient.mailTo(email, "This address waits");
        assertThat(ApiClient.mailsTo(email)).hasSize(2);
        assertThat(registrations() - before).as("later ones are spared their work").isLessThan(AT_ONCE);
    }

    private static long registrations() {
        return TopicRecords.all(Topics.IDENTITY_COMMANDS.name()).stream()
                .filter(record -> new String(record.headers().lastHeader(RecordHeaders.TYPE).value(), UTF_8)
                        .endsWith("RegisterUser"))
                .count();
    }

    @Test
    void aTakenAddressGetsTheSameAnswerAndAnotherMail() {
        Person person = client.signUp();

        Answer again = client.register(person.email()).expect(202);

        assertThat(again.response().body()).isEmpty();
        assertThat(ApiClient.mailTo(person.email(), "You already have an account")).contains("/sign-in");
    }

    @Test
    void anUnknownAddressAndAWrongPasswordLookTheSame() {
        Person person = client.signUp();

        Answer wrong = client.login(person.email(), "wrong-password-123").expect(401);
        Answer unknown = client.login(ApiClient.newEmail(), PASSWORD).expect(401);

        assertThat(wrong.text("code")).isEqualTo(unknown.text("code")).isEqualTo("bad-credentials");
        assertThat(wrong.text("title")).isEqualTo(unknown.text("title"));
    }

    @Test
    void whoGuessesMustWait() {
        Person person = client.signUp();

        // The wait is a second: a machine that stands still for so long lets the person in, and all is forgotten.
        Answer refused = await().atMost(Duration.ofMinutes(1)).until(() -> afterFiveGuesses(person),
                answer -> answer.status() == 429);

        assertThat(refused.text("code")).isEqualTo("too-many-attempts");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 5);
        assertThat(refused.header("RateLimit-Policy")).startsWith("\"login\"");
    }

    private Answer afterFiveGuesses(Person person) {
        for (int i = 0; i < 5; i++) {
            client.login(person.email(), "guess-number-" + i).expect(401);
        }
        return client.login(person.email(), PASSWORD);
    }

    @Test
    void whoIsNotVerifiedIsToldSoOnlyWithTheRightPassword() {
        String email = ApiClient.newEmail();
        client.register(email).expect(202);

        assertThat(client.login(email, PASSWORD).expect(403).text("code")).isEqualTo("email-not-verified");
        assertThat(client.login(email, "another-password").expect(401).text("code")).isEqualTo("bad-credentials");
    }

    @Test
    void aWeakPasswordIsRefusedWithReasonsAndScore() {
        Answer refused = client.post("/api/client/auth/register", Map.of("email", ApiClient.newEmail(), "password",
                "password1", "username", "Ada", "challenge", "unused")).expect(422);

        assertThat(refused.text("code")).isEqualTo("weak-password");
        assertThat(refused.json().path("score").asInt()).isLessThan(3);
        assertThat(refused.json().path("errors").path(0).path("field").asString()).isEqualTo("password");
    }

    @Test
    void aChallengeIsGoodForOneRequest() {
        String challenge = client.solvedChallenge();
        Map<String, String> body = Map.of("email", ApiClient.newEmail(), "challenge", challenge);
        client.post("/api/client/auth/verify-email/resend", body).expect(202);

        assertThat(client.post("/api/client/auth/verify-email/resend", body).expect(422).json().path("errors").path(0)
                .path("code").asString()).isEqualTo("challenge-invalid");
    }

    @Test
    void aVerificationLinkWorksOnce() {
        String email = ApiClient.newEmail();
        client.register(email).expect(202);
        Map<String, String> token = Map.of("token", ApiClient.mailedToken(email));
        client.post("/api/client/auth/verify-email", token).expect(200);

        assertThat(client.post("/api/client/auth/verify-email", token).expect(422).text("code"))
                .isEqualTo("token-invalid");
    }

    @Test
    void aBrowserGetsTheRefreshTokenAsACookieNoScriptCanRead() {
        Person person = client.signUp();

        Answer login = client.post("/api/client/auth/login",
                Map.of("email", person.email(), "password", PASSWORD, "rememberMe", true)).expect(200);

        assertThat(login.header("Set-Cookie")).startsWith("sluice_refresh=").contains("HttpOnly", "SameSite=Strict",
                "Path=/api/client/auth", "Max-Age=2592000");
        assertThat(login.json().has("refreshToken")).isFalse();
        String cookie = login.header("Set-Cookie").replaceFirst(";.*", "");
        client.postRaw("/api/client/auth/refresh", "", "Cookie", cookie, "Origin", "https://evil.example").expect(403);
        client.postRaw("/api/client/auth/refresh", "", "Cookie", cookie).expect(200);
    }

    @Test
    void aRefreshTokenIsRotatedAndAnOldOneEndsTheSession() {
        Person person = client.signUp();
        Answer first = refresh(person.refreshToken()).expect(200);
        Answer same = refresh(person.refreshToken()).expect(200);
        Answer second = refresh(first.text("refreshToken")).expect(200);

        Answer reused = refresh(person.refreshToken()).expect(401);

        assertThat(same.text("refreshToken")).isEqualTo(first.text("refreshToken"));
        assertThat(reused.text("code")).isEqualTo("session-ended");
        refresh(second.text("refreshToken")).expect(401);
        client.get("/api/client/users/profile", bearer(second.text("accessToken"))).expect(401);
        assertThat(ApiClient.mailTo(person.email(), "A session of your account was stopped")).contains(
                "Java-http-client",
                "/account");
    }

    @Test
    void aProfileIsChangedOnlyAtTheVersionThatWasRead() {
        Person person = client.signUp();
        Answer read = client.get("/api/client/users/profile", bearer(person)).expect(200);
        String[] ifMatch = {"Authorization", "Bearer " + person.accessToken(), "If-Match", read.header("ETag")};

        Answer changed = client.put("/api/client/users/profile",
                Map.of("username", "Countess", "settings", Map.of("locale", "zh", "timeZone", "Europe/Berlin")),
                ifMatch)
                .expect(200);

        assertThat(changed.text("username")).isEqualTo("Countess");
        assertThat(changed.json().path("settings").path("timeZone").asString()).isEqualTo("Europe/Berlin");
        client.put("/api/client/users/profile", Map.of("username", "X"), ifMatch).expect(412);
    }

    private Answer refresh(String token) {
        return client.post("/api/client/auth/refresh", Map.of("refreshToken", token), "X-Token-Delivery", "body");
    }
}
