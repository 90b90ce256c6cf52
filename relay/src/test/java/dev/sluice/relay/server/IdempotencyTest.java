package dev.sluice.relay.server;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.ids.KeySecret;
import dev.sluice.relay.exchange.reservation.Admission.Verdict;
import dev.sluice.relay.exchange.reservation.Remaining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The same `Idempotency-Key` twice: never a second charge for an answer that was given, and no obstacle for
/// a client that tries again because it has none (ADR 15).
class IdempotencyTest {

    private static final String BODY = "{\"model\":\"claude-opus-5-5\"}";
    private static final String STREAM = "{\"model\":\"claude-opus-5-5\",\"stream\":true}";

    private final RelayUnderTest relay = new RelayUnderTest();

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    @Test
    void aRequestThatWasServedIsNotServedAgain() throws IOException {
        answers();
        RawClient.Answer first = post(BODY, relay.key);

        RawClient.Answer second = post(BODY, relay.key);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body()).contains("conflict_error").contains(first.headers().get("request-id"));
        assertThat(second.headers()).containsEntry("x-should-retry", "false");
        assertThat(relay.recorder.settled()).hasSize(1);
        assertThat(relay.upstream.received()).hasSize(1);
    }

    @Test
    void aRequestThatRunsIsToBeWaitedFor() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        relay.upstream.plays((request, wire) -> {
            answer.await();
            wire.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
                    + Streams.CLAUDE_JSON.length() + "\r\n\r\n" + Streams.CLAUDE_JSON);
            return true;
        });

        try (RawClient running = relay.connect()) {
            running.send(RawClient.post("/v1/messages", relay.key, BODY, "Idempotency-Key: k-1"));
            await().until(() -> relay.upstream.received().size() == 1);
            RawClient.Answer second = post(BODY, relay.key);
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.headers()).containsEntry("retry-after", "1").doesNotContainKey("x-should-retry");
            answer.countDown();
            assertThat(running.answer().status()).isEqualTo(200);
        }

        assertThat(relay.recorder.reserved()).hasSize(1);
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefusedPrecisely() throws IOException {
        answers();
        post(BODY, relay.key);

        RawClient.Answer other = post("{\"model\":\"claude-opus-5-5\",\"max_tokens\":5}", relay.key);

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.body()).contains("used with another body");
    }

    @Test
    void aKeyMeansNothingForAnotherUserOrRoute() throws IOException {
        answers();
        post(BODY, relay.key);

        assertThat(post(BODY, relay.keys.add()).status()).isEqualTo(200);
        assertThat(post("/v1/messages/count_tokens", BODY, relay.key).status()).isEqualTo(200);
    }

    @Test
    void aRequestThatFailedMayBeTriedAgain() throws IOException {
        relay.upstream.answers("500 Internal Server Error\r\ncontent-type: application/json", "{}");
        assertThat(post(BODY, relay.key).status()).isEqualTo(500);

        answers();

        assertThat(post(BODY, relay.key).status()).isEqualTo(200);
        assertThat(relay.recorder.failed()).hasSize(1);
        assertThat(relay.recorder.settled()).hasSize(1);
    }

    @Test
    void aRequestThatWasRefusedMayBeTriedAgain() throws IOException {
        Verdict admitted = new Verdict.Admitted(relay.clock.instant(), Remaining.UNTOLD);
        relay.admission.answers(new Verdict.BalanceSpent());
        assertThat(post(BODY, relay.key).status()).isEqualTo(429);

        relay.admission.answers(admitted);
        answers();

        assertThat(post(BODY, relay.key).status()).isEqualTo(200);
    }

    @Test
    void aStreamThatTheProviderBrokeOffMayBeTriedAgain() throws IOException {
        relay.upstream.plays((request, wire) -> {
            wire.send(InterruptionTest.SSE_HEAD);
            wire.chunk(Streams.CLAUDE_START + Streams.CLAUDE_TEXT);
            return false;
        });
        assertThat(post(STREAM, relay.key).whole()).isFalse();

        relay.upstream.streams(Streams.CLAUDE_PARTS);

        assertThat(post(STREAM, relay.key).whole()).isTrue();
    }

    @Test
    void theSameRequestTwiceWithoutAKeyIsTwoRequests() throws IOException {
        answers();

        assertThat(send(RawClient.post("/v1/messages", relay.key, BODY)).status()).isEqualTo(200);
        assertThat(send(RawClient.post("/v1/messages", relay.key, BODY)).status()).isEqualTo(200);

        assertThat(relay.recorder.settled()).extracting(UsageSettled::requestId).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aKeyThatIsTooLongIsSaid() throws IOException {
        try (RawClient client = relay.connect()) {
            RawClient.Answer answer = client.send(
                    RawClient.post("/v1/messages", relay.key, BODY, "Idempotency-Key: " + "k".repeat(256))).answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("256 characters (expected: 1..255)");
        }
    }

    private void answers() {
        relay.upstream.answers("200 OK\r\ncontent-type: application/json", Streams.CLAUDE_JSON);
    }

    private RawClient.Answer post(String body, KeySecret key) throws IOException {
        return post("/v1/messages", body, key);
    }

    private RawClient.Answer post(String path, String body, KeySecret key) throws IOException {
        return send(RawClient.post(path, key, body, "Idempotency-Key: k-1"));
    }

    private RawClient.Answer send(String request) throws IOException {
        try (RawClient client = relay.connect()) {
            return client.send(request).answer();
        }
    }
}
