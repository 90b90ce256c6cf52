package dev.sluice.relay.server;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.usage.Outcome;
import dev.sluice.relay.forwarding.Timeouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A client that does not read must not make the relay grow.
class BackpressureTest {

    private static final int CHUNKS = 640;
    private static final String FILL = ": " + "x".repeat(64 * 1024) + "\n\n";
    private static final String STREAM = "{\"model\":\"claude-opus-5-5\",\"stream\":true}";

    private static final Duration LONG = Duration.ofSeconds(30);

    private final RelayUnderTest relay = new RelayUnderTest();
    private final AtomicLong sent = new AtomicLong();

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    @Test
    void whatASlowClientDoesNotTakeIsNotReadFromTheProvider() throws IOException {
        relay.upstream.plays(this::flood);

        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/messages", relay.key, STREAM)).head();
            await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(20)).until(this::sentSettles);
            assertThat(sent.get()).isLessThan(CHUNKS / 2);
            String first = client.chunk();
            long seen = first.length();
            while (!first.contains("message_stop")) {
                first = client.chunk();
                seen += first.length();
            }

            assertThat(seen).isGreaterThan((long) CHUNKS * FILL.length());
        }
        assertThat(relay.recorder.settled().getFirst().tokens().output()).isEqualTo(47);
    }

    @Test
    void aClientThatNeverReadsIsGivenUp() throws IOException {
        try (RelayUnderTest impatient = new RelayUnderTest(RelayUnderTest.BOUNDS,
                new Timeouts(LONG, LONG, LONG, Duration.ofSeconds(1), LONG));
                RawClient client = impatient.connect()) {
            impatient.upstream.plays(this::flood);
            client.send(RawClient.post("/v1/messages", impatient.key, STREAM)).head();

            await().atMost(LONG).until(() -> !impatient.recorder.settled().isEmpty());
            assertThat(impatient.recorder.settled().getFirst().outcome()).isEqualTo(Outcome.CLIENT_CANCEL);
            assertThat(impatient.recorder.settled().getFirst().errorCode()).isEqualTo("client-stalled");
        }
    }

    private boolean flood(ScriptedUpstream.Received request, ScriptedUpstream.Wire wire) throws IOException {
        wire.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");
        wire.chunk(Streams.CLAUDE_START);
        for (int i = 0; i < CHUNKS; i++) {
            wire.chunk(FILL);
            sent.incrementAndGet();
        }
        wire.chunk(Streams.CLAUDE_DELTA + Streams.CLAUDE_STOP);
        wire.send("0\r\n\r\n");
        return true;
    }

    private boolean sentSettles() {
        long before = sent.get();
        await().pollDelay(Duration.ofMillis(50)).until(() -> true);
        return before > 0 && before == sent.get();
    }
}
