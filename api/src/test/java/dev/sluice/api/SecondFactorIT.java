package dev.sluice.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.sluice.api.ApiClient.Answer;
import dev.sluice.api.ApiClient.Person;
import dev.sluice.api.secondfactor.Authenticator;

import static dev.sluice.api.ApiClient.PASSWORD;
import static dev.sluice.api.ApiClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Signing in with a code besides the password.
class SecondFactorIT {

    private static final String SECOND_FACTOR = "/api/client/users/second-factor";
    private static final Duration STEP = Duration.ofSeconds(30);
    private final ApiClient client = RunningApi.shared().client();
    private final InstantSource clock = InstantSource.system();

    /// Somebody with a second factor: its secret and the backup codes.
    private record Guarded(Person person, String secret, List<String> backupCodes) {}

    private Guarded guarded() {
        Person person = client.signUp();
        String secret = offer(person).text("secret");
        Answer enabled = enable(person, Authenticator.code(secret, clock.instant())).expect(200);
        return new Guarded(person, secret, codes(enabled));
    }

    private Answer offer(Person person) {
        return client.post(SECOND_FACTOR, Map.of("password", PASSWORD), bearer(person)).expect(200);
    }

    private Answer enable(Person person, String code) {
        return client.put(SECOND_FACTOR, Map.of("code", code), bearer(person));
    }

    private static List<String> codes(Answer answer) {
        return answer.json().path("backupCodes").valueStream().map(JsonNode::asString).toList();
    }

    private String ticket(Guarded guarded) {
        Answer half = client.login(guarded.person().email(), PASSWORD).expect(401);
        assertThat(half.text("code")).isEqualTo("second-factor-required");
        return half.text("ticket");
    }

    private Answer show(String ticket, String code) {
        return client.post("/api/client/auth/login/second-factor", Map.of("ticket", ticket, "code", code),
                "X-Token-Delivery", "body");
    }

    /// The code that turned it on is used up, so the next one; a clock may be a step ahead.
    private String nextCode(Guarded guarded) {
        Instant next = clock.instant().plus(STEP);
        return Authenticator.code(guarded.secret(), next);
    }

    @Test
    void aCodeIsAskedForOnceAFirstOneWasShown() {
        Person person = client.signUp();
        Answer offered = offer(person);
        assertThat(offered.text("uri")).startsWith("otpauth://totp/Sluice:").contains(offered.text("secret"));
        client.login(person.email(), PASSWORD).expect(200);

        Answer enabled = enable(person, Authenticator.code(offered.text("secret"), clock.instant())).expect(200);

        assertThat(codes(enabled)).hasSize(10);
        assertThat(client.login(person.email(), PASSWORD).expect(401).text("code"))
                .isEqualTo("second-factor-required");
        assertThat(client.get(SECOND_FACTOR, bearer(person)).json().path("enabled").asBoolean()).isTrue();
        assertThat(ApiClient.mailTo(person.email(), "Two-step sign-in is on")).contains("Hello Ada");
        client.post(SECOND_FACTOR, Map.of("password", PASSWORD), bearer(person)).expect(409);
    }

    @Test
    void aCodeSignsInOnce() {
        Guarded guarded = guarded();
        String code = nextCode(guarded);

        Answer signedIn = show(ticket(guarded), code).expect(200);

        client.get("/api/client/users/profile", bearer(signedIn.text("accessToken"))).expect(200);
        assertThat(show(ticket(guarded), code).expect(401).text("code")).isEqualTo("bad-code");
    }

    @Test
    void aBackupCodeSignsInOnceHoweverItIsTyped() {
        Guarded guarded = guarded();
        String code = guarded.backupCodes().getFirst();

        show(ticket(guarded), code.replace("-", " ").toUpperCase(Locale.ROOT)).expect(200);

        assertThat(show(ticket(guarded), code).expect(401).text("code")).isEqualTo("bad-code");
        assertThat(ApiClient.mailTo(guarded.person().email(), "A backup code was used")).contains("left: 9.");
    }

    @Test
    void newBackupCodesVoidTheOldOnes() {
        Guarded guarded = guarded();

        Answer replaced = client.post(SECOND_FACTOR + "/backup-codes", Map.of("password", PASSWORD),
                bearer(guarded.person())).expect(200);

        show(ticket(guarded), guarded.backupCodes().getFirst()).expect(401);
        show(ticket(guarded), codes(replaced).getFirst()).expect(200);
    }

    @Test
    void itIsTurnedOffWithThePassword() {
        Guarded guarded = guarded();
        client.delete(SECOND_FACTOR, Map.of("password", "guess"), bearer(guarded.person())).expect(422);
        client.login(guarded.person().email(), PASSWORD).expect(401);

        client.delete(SECOND_FACTOR, Map.of("password", PASSWORD), bearer(guarded.person())).expect(204);

        client.login(guarded.person().email(), PASSWORD).expect(200);
        ApiClient.mailTo(guarded.person().email(), "Two-step sign-in is off");
    }

    @Test
    void aTicketIsVoidOnceThePasswordIsAnother() {
        Guarded guarded = guarded();
        String ticket = ticket(guarded);

        client.post("/api/client/users/password", Map.of("password", PASSWORD, "newPassword", PASSWORD + "-more"),
                bearer(guarded.person())).expect(204);

        assertThat(show(ticket, nextCode(guarded)).expect(401).text("code")).isEqualTo("ticket-invalid");
        assertThat(show("invented", "123456").expect(401).text("code")).isEqualTo("ticket-invalid");
    }

    @Test
    void whoGuessesCodesMustWaitWhateverTheTicket() {
        Guarded guarded = guarded();

        // The wait is a second at first: a machine that stands still for so long gets another guess.
        Answer refused = await().atMost(Duration.ofMinutes(1)).until(
                () -> show(ticket(guarded), "guess-guess"), answer -> answer.status() == 429);

        assertThat(refused.text("code")).isEqualTo("too-many-attempts");
    }
}
