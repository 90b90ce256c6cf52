package dev.sluice.relay.server;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.usage.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// A relay that is told to stop: what is open ends properly, what is new is told to come again.
class DrainTest {

    private static final String CLAUDE = "{\"model\":\"claude-opus-5-5\",\"max_tokens\":100,\"stream\":true,"
            + "\"messages\":[]}";
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final RelayUnderTest relay = new RelayUnderTest();
    private final CountDownLatch more = new CountDownLatch(1);

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    @Test
    void refusesWhatIsNewInItsDialectAndLetsAnOpenStreamFinish() throws Exception {
        streamsOnDemand();
        try (RawClient open = relay.connect()) {
            open.send(RawClient.post("/v1/messages", relay.key, CLAUDE)).until("\n\n");
            Thread draining = drain(LONG);

            RawClient.Answer toClaude = refused("/v1/messages", CLAUDE);
            RawClient.Answer toCodex = refused("/v1/responses", "{\"model\":\"gpt-6.1-sol\",\"input\":\"x\"}");
            more.countDown();
            open.until("message_stop\"}\n\n");
            draining.join();

            assertThat(toClaude.body()).startsWith("{\"type\":\"error\",\"error\":{\"type\":\"api_error\"")
                    .contains("shutting down");
            assertThat(toCodex.body()).startsWith("{\"error\":{").contains("shutting down");
            assertThat(relay.recorder.settled()).singleElement()
                    .satisfies(settled -> assertThat(settled.outcome()).isEqualTo(Outcome.OK));
            assertThatThrownBy(relay::connect).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void endsAndSettlesAStreamThatTakesLongerThanTheDrain() throws Exception {
        streamsOnDemand();
        try (RawClient open = relay.connect()) {
            open.send(RawClient.post("/v1/messages", relay.key, CLAUDE)).until("\n\n");

            drain(SHORT).join();

            open.until("event: error\ndata: ");
            open.until("\n\n\r\n");
            assertThat(open.isClosedByRelay()).isTrue();
            assertThat(relay.recorder.settled()).singleElement()
                    .satisfies(settled -> assertThat(settled.outcome()).isEqualTo(Outcome.CUT));
        }
    }

    @Test
    void whatIsOpenAtTheEndIsClosedBothWays() throws Exception {
        streamsOnDemand();
        try (RawClient streaming = relay.connect();
                RawClient sending = relay.connect();
                RawClient idle = relay.connect()) {
            streaming.send(RawClient.post("/v1/messages", relay.key, CLAUDE)).until("\n\n\r\n");
            sending.send("POST /v1/messages HTTP/1.1\r\nHost: r\r\nx-api-key: " + relay.key.reveal()
                    + "\r\nContent-Length: 100\r\n\r\n{");
            await().until(() -> relay.server.bufferedBytes() > 0);

            relay.server.stop();

            assertThat(streaming.isClosedByRelay()).isTrue();
            assertThat(sending.isClosedByRelay()).isTrue();
            assertThat(idle.isClosedByRelay()).isTrue();
            assertThat(relay.server.bufferedBytes()).isZero();
            assertThat(relay.recorder.settled()).singleElement()
                    .satisfies(settled -> assertThat(settled.outcome()).isEqualTo(Outcome.CLIENT_CANCEL));
        }
    }

    /// The first part at once, the rest when the test says so.
    private void streamsOnDemand() {
        relay.upstream.plays((request, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");
            wire.chunk(Streams.CLAUDE_START);
            more.await();
            wire.chunk(Streams.CLAUDE_TEXT + Streams.CLAUDE_DELTA + Streams.CLAUDE_STOP);
            wire.send("0\r\n\r\n");
            return true;
        });
    }

    /// Who comes now is still heard, and told to go elsewhere.
    private RawClient.Answer refused(String path, String body) throws IOException {
        try (RawClient client = relay.connect()) {
            RawClient.Answer answer = client.send(RawClient.post(path, relay.key, body)).answer();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(Integer.parseInt(answer.headers().get("retry-after"))).isBetween(1, 5);
            assertThat(answer.headers()).containsEntry("connection", "close");
            return answer;
        }
    }

    private Thread drain(Duration atMost) {
        Thread draining = Thread.startVirtualThread(() -> {
            try {
                relay.server.drain(atMost);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(relay.server::isDraining);
        return draining;
    }
}
