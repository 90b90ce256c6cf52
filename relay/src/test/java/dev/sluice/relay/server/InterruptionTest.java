package dev.sluice.relay.server;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.contracts.account.UsageFailed;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.testing.PromisedTime;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.forwarding.Timeouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Answers that break off, on either side and by us: what the client sees and what is charged
/// (architecture D14).
class InterruptionTest {

    private static final String STREAM = "{\"model\":\"claude-opus-5-5\",\"stream\":true}";
    private static final String WHOLE = "{\"model\":\"claude-opus-5-5\"}";
    static final String SSE_HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
            + "transfer-encoding: chunked\r\n\r\n";

    private static final Duration LONG = Duration.ofSeconds(30);

    private RelayUnderTest relay = new RelayUnderTest();

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    @Test
    void aClientThatLeavesAStreamCancelsItWithinASecondAndPaysForWhatWasSeen() throws Exception {
        BlockingQueue<Long> cancelled = new LinkedBlockingQueue<>();
        relay.upstream.plays((request, wire) -> {
            wire.send(SSE_HEAD);
            wire.chunk(Streams.CLAUDE_START);
            wire.chunk(Streams.CLAUDE_TEXT);
            wire.awaitClose();
            cancelled.add(System.nanoTime());
            return false;
        });

        PromisedTime.keptWithin(Duration.ofSeconds(1), () -> {
            long left;
            try (RawClient client = relay.connect()) {
                client.send(RawClient.post("/v1/messages", relay.key, STREAM)).until("12\"}}\n\n");
                left = System.nanoTime();
            }
            return Duration.ofNanos(cancelled.take() - left);
        });

        UsageSettled settled = awaitSettled();
        assertThat(settled.outcome()).isEqualTo(Outcome.CLIENT_CANCEL);
        assertThat(settled.basis()).isEqualTo(Basis.ESTIMATED);
        assertThat(settled.tokens()).isEqualTo(new TokenUsage(101, 3, 30011, 1500, 0, 503, 0, 0));
        await().until(() -> relay.admission.open().isEmpty());
    }

    @Test
    void leavingAfterTheTerminalEventIsSuccess() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        relay.upstream.plays((request, wire) -> {
            wire.send(SSE_HEAD);
            wire.chunk(Streams.CODEX_DONE);
            left.await();
            wire.send("0\r\n\r\n");
            return true;
        });

        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/responses", relay.key, "{\"model\":\"gpt-6.1-sol\",\"stream\":true}"))
                    .until("211}}}\n\n");
        }
        left.countDown();

        UsageSettled settled = awaitSettled();
        assertThat(settled.outcome()).isEqualTo(Outcome.OK);
        assertThat(settled.tokens()).isEqualTo(new TokenUsage(497, 211, 512, 0, 0, 0, 0, 0));
        assertThat(relay.recorder.events()).hasSize(2);
    }

    @Test
    void anAnswerInOnePieceIsDrainedForItsUsageWhenTheClientHasLeft() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        relay.upstream.plays((request, wire) -> {
            asked.countDown();
            left.await();
            wire.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
                    + Streams.CLAUDE_JSON.length() + "\r\n\r\n" + Streams.CLAUDE_JSON);
            return true;
        });

        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/messages", relay.key, WHOLE));
            asked.await();
        }
        await().until(() -> relay.server.count() == 0);
        left.countDown();

        UsageSettled settled = awaitSettled();
        assertThat(settled.outcome()).isEqualTo(Outcome.CLIENT_CANCEL);
        assertThat(settled.basis()).isEqualTo(Basis.REPORTED);
        assertThat(settled.tokens()).isEqualTo(TokenUsage.of(10, 5));
    }

    @Test
    void drainingEndsAfterItsTimeAndChargesTheEstimate() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        relay.close();
        relay = new RelayUnderTest(RelayUnderTest.BOUNDS,
                new Timeouts(LONG, LONG, Duration.ofMillis(300), LONG, LONG));
        relay.upstream.plays((request, wire) -> {
            asked.countDown();
            wire.awaitClose();
            return false;
        });

        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/messages", relay.key, WHOLE));
            asked.await();
        }

        UsageSettled settled = awaitSettled();
        assertThat(settled.basis()).isEqualTo(Basis.ESTIMATED);
        assertThat(settled.tokens()).isEqualTo(TokenUsage.of((WHOLE.length() + 3) / 4, 0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStreamThatBreaksOffIsNeverACleanEnd(boolean cleanly) throws IOException {
        relay.upstream.plays((request, wire) -> {
            wire.send(SSE_HEAD);
            wire.chunk(Streams.CLAUDE_START);
            wire.chunk(Streams.CLAUDE_TEXT + Streams.CLAUDE_DELTA);
            if (cleanly) {
                wire.send("0\r\n\r\n");
            }
            return false;
        });

        RawClient.Answer answer;
        try (RawClient client = relay.connect()) {
            answer = client.send(RawClient.post("/v1/messages", relay.key, STREAM)).answer();
        }

        assertThat(answer.whole()).isFalse();
        UsageSettled settled = awaitSettled();
        assertThat(settled.outcome()).isEqualTo(Outcome.CUT);
        assertThat(settled.basis()).isEqualTo(Basis.PARTIAL);
        assertThat(settled.tokens().output()).isEqualTo(47);
    }

    @Test
    void aProviderThatHangsUpBeforeAnsweringCostsNothing() throws IOException {
        relay.upstream.plays((request, wire) -> false);

        RawClient.Answer answer;
        try (RawClient client = relay.connect()) {
            answer = client.send(RawClient.post("/v1/messages", relay.key, STREAM)).answer();
        }

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).contains("\"api_error\"");
        UsageFailed failed = relay.recorder.failed().getFirst();
        assertThat(failed.outcome()).isEqualTo(Outcome.UPSTREAM_ERROR);
        assertThat(failed.errorCode()).isEqualTo("upstream-broken");
        assertThat(relay.admission.open()).isEmpty();
    }

    @Test
    void aProviderThatCannotBeReachedCostsNothing() throws IOException {
        relay.upstream.close();
        await().until(() -> relay.upstream.refuses());

        RawClient.Answer answer;
        try (RawClient client = relay.connect()) {
            answer = client.send(RawClient.post("/v1/responses", relay.key, "{\"model\":\"gpt-6.1-sol\"}")).answer();
        }

        assertThat(answer.status()).isEqualTo(503);
        assertThat(relay.recorder.failed().getFirst().errorCode()).isEqualTo("unreachable");
    }

    @Test
    void anErrorOfTheProviderPassesWordForWordAndCostsNothing() throws IOException {
        String error = "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":"
                + "\"prompt is too long: 9 tokens > 8 maximum\"}}";
        relay.upstream.answers("400 Bad Request\r\ncontent-type: application/json\r\nx-should-retry: false", error);

        RawClient.Answer answer;
        try (RawClient client = relay.connect()) {
            answer = client.send(RawClient.post("/v1/messages", relay.key, STREAM)).answer();
        }

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(error);
        assertThat(answer.headers()).containsEntry("x-should-retry", "false");
        assertThat(relay.recorder.failed().getFirst().status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"401 Unauthorized", "400 Bad Request"})
    void troubleWithOurAccountIsNotTheUsersBusiness(String status) throws IOException {
        relay.upstream.answers(status + "\r\ncontent-type: application/json",
                "{\"error\":{\"message\":\"Your credit balance is too low to access the Anthropic API\"}}");

        RawClient.Answer answer;
        try (RawClient client = relay.connect()) {
            answer = client.send(RawClient.post("/v1/messages", relay.key, STREAM)).answer();
        }

        assertThat(answer.status()).isEqualTo(529);
        assertThat(answer.body()).contains("overloaded_error").doesNotContain("credit");
    }

    private UsageSettled awaitSettled() {
        await().atMost(LONG).until(() -> !relay.recorder.settled().isEmpty());
        return relay.recorder.settled().getFirst();
    }
}
