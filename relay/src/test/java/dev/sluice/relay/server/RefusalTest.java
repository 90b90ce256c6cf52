package dev.sluice.relay.server;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.contracts.identity.KeyView.Status;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.KeySecret;
import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.exchange.Recorder;
import dev.sluice.relay.exchange.reservation.Admission.Limit;
import dev.sluice.relay.exchange.reservation.Admission.Scope;
import dev.sluice.relay.exchange.reservation.Admission.Verdict;
import dev.sluice.relay.server.framing.Bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Who and what is refused, over the wire; nothing refused reaches the provider or the journal.
class RefusalTest {

    private static final String BODY = "{\"model\":\"claude-opus-5-5\"}";
    private static final Set<Service> ALL = Set.of(Service.CLAUDE, Service.CODEX);

    private static final Duration LONG = Duration.ofSeconds(30);

    private RelayUnderTest relay = new RelayUnderTest();

    @AfterEach
    void stop() throws IOException {
        assertThat(relay.upstream.received()).isEmpty();
        assertThat(relay.recorder.events()).isEmpty();
        await().untilAsserted(() -> assertThat(relay.admission.open()).isEmpty());
        await().untilAsserted(() -> assertThat(relay.server.bufferedBytes()).isZero());
        relay.close();
    }

    @ParameterizedTest
    @CsvSource({"REVOKED, ACTIVE, 401", "SUSPENDED, ACTIVE, 403", "ACTIVE, SUSPENDED, 403", "ACTIVE, UNVERIFIED, 403",
            "ACTIVE, DELETED, 401"})
    void aKeyThatMayNotIsToldSoAndTheConnectionGoesOn(Status key, UserView.Status user, int status) throws IOException {
        KeySecret secret = relay.keys.add(key, user, ALL, Set.of(), null);

        try (RawClient client = relay.connect()) {
            assertThat(client.send(RawClient.post("/v1/messages", secret, BODY)).answer().status()).isEqualTo(status);
            assertThat(client.send(RawClient.post("/v1/messages", secret, BODY)).answer().headers())
                    .containsEntry("x-should-retry", "false");
        }
    }

    @Test
    void expiryServicesAndModelsOfTheKeyCount() throws IOException {
        Instant now = relay.clock.instant();
        KeySecret expired = relay.keys.add(Status.ACTIVE, UserView.Status.ACTIVE, ALL, Set.of(), now);
        KeySecret codexOnly = relay.keys.add(Status.ACTIVE, UserView.Status.ACTIVE, Set.of(Service.CODEX), Set.of(),
                null);
        KeySecret oneModel = relay.keys.add(Status.ACTIVE, UserView.Status.ACTIVE, ALL, Set.of("claude-haiku-5-5"),
                null);

        assertThat(status("/v1/messages", expired, BODY)).isEqualTo(401);
        assertThat(status("/v1/messages", codexOnly, BODY)).isEqualTo(403);
        assertThat(status("/v1/messages", oneModel, BODY)).isEqualTo(400);
        assertThat(status("/v1/messages", relay.key, "{\"model\":\"claude-none\"}")).isEqualTo(400);
        assertThat(status("/v1/responses", relay.key, "{\"model\":\"claude-opus-5-5\"}")).isEqualTo(404);
    }

    @Test
    void credentialsAreReadFromBothHeadersAndForeignTokensAreNotTaken() throws IOException {
        assertThat(raw("GET /v1/models HTTP/1.1\r\nHost: r\r\nx-api-key: " + relay.key.reveal() + "\r\n\r\n").status())
                .isEqualTo(200);
        assertThat(raw("GET /v1/models HTTP/1.1\r\nHost: r\r\n\r\n").status()).isEqualTo(401);
        assertThat(raw("GET /v1/models HTTP/1.1\r\nHost: r\r\nAuthorization: Bearer eyJhbGciOi.x.y\r\n\r\n").body())
                .contains("own login");
        assertThat(raw("GET /v1/models HTTP/1.1\r\nHost: r\r\nAuthorization: Bearer cuk_typo\r\n\r\n").status())
                .isEqualTo(401);
        assertThat(raw("GET /v1/models HTTP/1.1\r\nHost: r\r\nAuthorization: Bearer " + relay.key.reveal()
                + "\r\nx-api-key: " + relay.keys.add().reveal() + "\r\n\r\n").status()).isEqualTo(401);
    }

    @Test
    void aTypoIsToldApartFromAKeyNobodyHasWithoutALookUp() throws IOException {
        String foreign = KeySecret.generate(new Random(1)).reveal();
        int lookups = relay.keys.lookups();

        for (String typo : List.of(relay.key.reveal().substring(1), relay.key.reveal() + "x", mistyped(relay.key),
                mistyped(relay.key).toUpperCase(Locale.ROOT), "sk-ant-api03-of-a-provider")) {
            RawClient.Answer answer = raw("GET /v1/models HTTP/1.1\r\nHost: r\r\nx-api-key: " + typo + "\r\n\r\n");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).contains("The API key is mistyped or cut off").doesNotContain(typo);
        }
        assertThat(relay.keys.lookups()).isEqualTo(lookups);
        assertThat(raw("GET /v1/models HTTP/1.1\r\nHost: r\r\nx-api-key: " + foreign + "\r\n\r\n").body())
                .contains("The API key is not known");
        assertThat(relay.keys.lookups()).isEqualTo(lookups + 1);
    }

    /// With one character changed for another of the alphabet.
    private static String mistyped(KeySecret key) {
        char tenth = key.reveal().charAt(10);
        return key.reveal().substring(0, 10) + (tenth == 'A' ? 'B' : 'A') + key.reveal().substring(11);
    }

    @Test
    void whatAdmissionSaysReachesTheClient() throws IOException {
        relay.admission.answers(new Verdict.LimitReached(Limit.REQUESTS_PER_MINUTE, Scope.USER, Duration.ofSeconds(9)));
        try (RawClient client = relay.connect()) {
            RawClient.Answer answer = client.send(RawClient.post("/v1/messages", relay.key, BODY)).answer();
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.headers()).containsEntry("retry-after", "9");
        }
        relay.admission.answers(new Verdict.BalanceSpent());
        assertThat(status("/v1/messages", relay.key, BODY)).isEqualTo(429);
        relay.admission.answers(new Verdict.AccountUnknown());
        assertThat(status("/v1/messages", relay.key, BODY)).isEqualTo(503);
        relay.admission.answers(new Verdict.Unavailable("redis"));
        assertThat(status("/v1/messages", relay.key, BODY)).isEqualTo(503);
    }

    @Test
    void aFullJournalGivesTheReservationUp() throws IOException {
        relay.recorder.answersReservations(new Recorder.Answer.Full("bytes"));

        assertThat(status("/v1/messages", relay.key, BODY)).isEqualTo(503);
    }

    @Test
    void unreadableRequestsAreAnsweredPrecisely() throws IOException {
        try (RawClient client = relay.connect()) {
            assertThat(client.send(RawClient.post("/v1/messages", relay.key, "{\"model\":")).answer().body())
                    .contains("invalid JSON at byte 9");
            assertThat(
                    client.send(RawClient.post("/v1/messages", relay.key, BODY, "Content-Encoding: compress")).answer()
                            .status())
                    .isEqualTo(415);
            assertThat(client.send("GET /v1/responses HTTP/1.1\r\nHost: r\r\nConnection: Upgrade\r\nUpgrade: websocket"
                    + "\r\n\r\n").answer().status()).isEqualTo(426);
            assertThat(client.send("GET /v1/nothing HTTP/1.1\r\nHost: r\r\n\r\n").answer().status()).isEqualTo(404);
            assertThat(client.send("PUT /v1/messages HTTP/1.1\r\nHost: r\r\n\r\n").answer().headers())
                    .containsEntry("allow", "POST");
        }
        assertThat(raw("nonsense\r\n\r\n").status()).isEqualTo(400);
        assertThat(raw("GET / HTTP/1.1\r\nX: " + "y".repeat(70_000) + "\r\n\r\n").status()).isEqualTo(431);
    }

    @Test
    void bodiesBeyondTheBoundAreRefusedAnnouncedOrNot() throws IOException {
        assertThat(raw("POST /v1/messages HTTP/1.1\r\nHost: r\r\nx-api-key: " + relay.key.reveal()
                + "\r\nContent-Length: 100000000\r\n\r\n").status()).isEqualTo(413);
        String chunk = "10000\r\n" + " ".repeat(65_536) + "\r\n";
        assertThat(raw("POST /v1/messages HTTP/1.1\r\nHost: r\r\nx-api-key: " + relay.key.reveal()
                + "\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(17)).status()).isEqualTo(413);
    }

    @Test
    void aBodyThatNeverEndsIsGivenUp() throws IOException {
        relay.close();
        relay = new RelayUnderTest(new Bounds(1024 * 1024, 4 * 1024 * 1024, LONG, Duration.ofSeconds(1), LONG, LONG),
                RelayUnderTest.TIMEOUTS);

        RawClient.Answer answer = raw("POST /v1/messages HTTP/1.1\r\nHost: r\r\nx-api-key: " + relay.key.reveal()
                + "\r\nContent-Length: 10\r\n\r\n{");

        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.headers()).containsEntry("connection", "close");
    }

    @Test
    void aHalfClosedSenderLeavesNothingBehind() throws IOException {
        try (RawClient client = relay.connect()) {
            client.send("POST /v1/messages HTTP/1.1\r\nHost: r\r\nx-api-key: " + relay.key.reveal()
                    + "\r\nContent-Length: 10\r\n\r\n{").halfClose();

            assertThat(client.isClosedByRelay()).isTrue();
        }
        await().until(() -> relay.server.count() == 0);
    }

    @Test
    void aDrainingRelayTakesNoNewRequestOnOpenConnections() throws Exception {
        relay.admission.answers(new Verdict.AccountUnknown());
        try (RawClient client = relay.connect()) {
            client.send("POST /v1/messages HTTP/1.1\r\nHost: r\r\nx-api-key: " + relay.key.reveal()
                    + "\r\nContent-Length: 10\r\n\r\n");
            await().until(() -> relay.server.count() == 1);
            Thread drain = Thread.startVirtualThread(this::drain);
            client.send("{\"model\":1" + RawClient.post("/v1/messages", relay.key, BODY));

            assertThat(client.answer().status()).isEqualTo(400);
            drain.join();
        }
    }

    private void drain() {
        try {
            relay.server.drain(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRelayThatIsStillReadingItsKeysSaysSo() throws IOException {
        relay.keys.loading();

        assertThat(status("/v1/messages", relay.key, BODY)).isEqualTo(503);
    }

    @Test
    void aStrictPlanReservesAllOfTheOutput() throws IOException {
        KeySecret strict = relay.keys.add(Status.ACTIVE, UserView.Status.ACTIVE, ALL, Set.of(), null, PlanMode.STRICT);
        relay.recorder.answersReservations(new Recorder.Answer.Full("bytes"));

        status("/v1/messages", strict, "{\"model\":\"claude-opus-5-5\",\"max_tokens\":1000}");
        status("/v1/messages", relay.key, "{\"model\":\"claude-opus-5-5\",\"max_tokens\":128000}");

        assertThat(relay.admission.admitted().getFirst().tokens()).isEqualTo(45 + 1_000);
        assertThat(relay.admission.admitted().getLast().tokens()).isEqualTo(12 + 2_048);
    }

    private int status(String path, KeySecret key, String body) throws IOException {
        return raw(RawClient.post(path, key, body)).status();
    }

    private RawClient.Answer raw(String request) throws IOException {
        try (RawClient client = relay.connect()) {
            return client.send(request).answer();
        }
    }
}
