package dev.sluice.relay.server;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/// What a client sees of a stream in which the provider pauses: what came before at once, and then what keeps its
/// connection open, in the way that its kind of client counts.
class SilentStreamTest {

    private static final String CLAUDE = "{\"model\":\"claude-opus-5-5\",\"max_tokens\":100,\"stream\":true,"
            + "\"messages\":[]}";
    private static final String CODEX = "{\"model\":\"gpt-6.1-sol\",\"stream\":true,\"input\":[]}";
    private static final String CHAT = "{\"model\":\"gpt-6.1-sol\",\"stream\":true,"
            + "\"stream_options\":{\"include_usage\":true},\"messages\":[]}";
    private static final String PING = "event: ping\ndata: {\"type\":\"ping\"}\n\n";
    private static final String CODEX_TEXT = "event: response.output_text.delta\n"
            + "data: {\"type\":\"response.output_text.delta\",\"delta\":\"Hi\"}\n\n";
    private static final String CHAT_TEXT = Streams.CHAT_PARTS[0] + "\n";
    private static final String CHAT_END = Streams.CHAT_PARTS[1].substring(1) + Streams.CHAT_PARTS[2];

    private final RelayUnderTest relay = new RelayUnderTest();
    private final CountDownLatch goesOn = new CountDownLatch(1);

    @AfterEach
    void stop() throws IOException {
        goesOn.countDown();
        relay.close();
    }

    private static Stream<Arguments> dialects() {
        return Stream.of(
                arguments("/v1/messages", CLAUDE, Streams.CLAUDE_START, PING,
                        Streams.CLAUDE_DELTA + Streams.CLAUDE_STOP),
                arguments("/v1/responses", CODEX, CODEX_TEXT,
                        "event: keepalive\ndata: {\"type\":\"keepalive\"}\n\n", Streams.CODEX_DONE),
                arguments("/v1/chat/completions", CHAT, CHAT_TEXT, ": keepalive\n\n", CHAT_END));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void isKeptOpenInTheWayOfEachDialect(String route, String body, String begin, String keepAlive, String rest)
            throws IOException {
        relay.upstream.plays((_, wire) -> {
            wire.send(InterruptionTest.SSE_HEAD);
            wire.chunk(begin);
            goesOn.await();
            wire.chunk(rest);
            wire.send("0\r\n\r\n");
            return true;
        });

        try (RawClient client = relay.connect()) {
            String first = client.send(RawClient.post(route, relay.key, body)).until(keepAlive);
            goesOn.countDown();

            assertThat(first).contains(begin);
            assertThat(client.until("0\r\n\r\n").replace(keepAlive, "")).contains(rest);
        }
        await().until(() -> relay.recorder.settled().size() == 1);
    }

    @Test
    void nothingIsPutIntoTheMiddleOfAnEvent() throws IOException {
        int half = Streams.CLAUDE_TEXT.length() / 2;
        CountDownLatch border = new CountDownLatch(1);
        relay.upstream.plays((_, wire) -> {
            wire.send(InterruptionTest.SSE_HEAD);
            wire.chunk(Streams.CLAUDE_START + Streams.CLAUDE_TEXT.substring(0, half));
            border.await();
            wire.chunk(Streams.CLAUDE_TEXT.substring(half));
            goesOn.await();
            wire.chunk(Streams.CLAUDE_STOP);
            wire.send("0\r\n\r\n");
            return true;
        });

        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/messages", relay.key, CLAUDE));
            String before = client.until(Streams.CLAUDE_TEXT.substring(0, half));
            Duration longerThanTheGap = RelayUnderTest.TIMEOUTS.keepAlive().multipliedBy(4);
            await().pollDelay(longerThanTheGap).atMost(longerThanTheGap.multipliedBy(10)).until(() -> true);
            border.countDown();
            String after = client.until(PING);
            goesOn.countDown();

            assertThat(before).doesNotContain("event: ping");
            assertThat(after.indexOf(Streams.CLAUDE_TEXT.substring(half))).isBetween(0, after.indexOf(PING));
        }
    }
}
