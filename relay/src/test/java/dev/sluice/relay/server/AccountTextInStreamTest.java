package dev.sluice.relay.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.relay.upstream.breaker.Breaker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/// Errors inside a stream that tell about our account: the user gets a neutral one in their place.
class AccountTextInStreamTest {

    private static final String CLAUDE = "{\"model\":\"claude-opus-5-5\",\"stream\":true}";
    private static final String CREDIT = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":"
            + "\"invalid_request_error\",\"message\":\"Your credit balance is too low\"}}\n\n";

    private final RelayUnderTest relay = new RelayUnderTest();

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("/v1/messages", CLAUDE, Streams.CLAUDE_START + Streams.CLAUDE_TEXT, CREDIT,
                        "overloaded_error"),
                arguments("/v1/responses", "{\"model\":\"gpt-6.1-sol\",\"stream\":true}",
                        "event: response.created\ndata: {\"type\":\"response.created\"}\n\n",
                        "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{\"status\":\"failed\","
                                + "\"error\":{\"code\":\"insufficient_quota\",\"message\":\"You exceeded your current "
                                + "quota, please check your plan and billing\"}}}\n\n",
                        "server_is_overloaded"),
                arguments("/v1/chat/completions", "{\"model\":\"gpt-6.1-sol\",\"stream\":true}",
                        "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n",
                        "data: {\"error\":{\"message\":\"Incorrect API key provided: sk-\",\"code\":\"invalid_api_key\""
                                + "}}\n\n",
                        "server_is_overloaded"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void anErrorAboutOurAccountIsReplaced(String route, String body, String before, String error, String neutral)
            throws IOException {
        relay.upstream.streams(before, error);

        RawClient.Answer answer = ask(route, body);

        assertThat(answer.body()).startsWith(before).contains(neutral)
                .doesNotContain("credit", "quota", "API key", "billing");
        assertThat(answer.whole()).as("never a clean end").isFalse();
        assertThat(relay.recorder.events()).filteredOn(UsageEvent.Terminal.class::isInstance).hasSize(1);
        assertThat(relay.upstreams.all()).filteredOn(it -> it.breaker() instanceof Breaker.Open).hasSize(1);
    }

    @Test
    void anErrorWhoseBeginningIsOutAlreadyIsCutOff() throws IOException {
        relay.upstream.streams(Streams.CLAUDE_START, CREDIT.substring(0, 30), CREDIT.substring(30));

        RawClient.Answer answer = ask("/v1/messages", CLAUDE);

        assertThat(answer.body()).isEqualTo(Streams.CLAUDE_START + CREDIT.substring(0, 30));
        assertThat(answer.whole()).isFalse();
    }

    @Test
    void anEncodedErrorIsCutOff() throws IOException {
        byte[] encoded = gzip(Streams.CLAUDE_START + CREDIT);
        relay.upstream.plays((request, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: gzip\r\n"
                    + "content-length: " + encoded.length + "\r\n\r\n");
            wire.out().write(encoded);
            wire.out().flush();
            return true;
        });

        try (RawClient client = relay.connect()) {
            RawClient.Answer answer = client.send(
                    RawClient.post("/v1/messages", relay.key, CLAUDE, "Accept-Encoding: gzip")).answer();
            assertThat(answer.whole()).isFalse();
            assertThat(answer.body().getBytes(ISO_8859_1)).isEmpty();
        }
    }

    @Test
    void anyOtherErrorPassesAsItCame() throws IOException {
        String overloaded = CREDIT.replace("Your credit balance is too low", "Overloaded");
        relay.upstream.streams(Streams.CLAUDE_START, overloaded);

        RawClient.Answer answer = ask("/v1/messages", CLAUDE);

        assertThat(answer.body()).isEqualTo(Streams.CLAUDE_START + overloaded);
    }

    private RawClient.Answer ask(String route, String body) throws IOException {
        try (RawClient client = relay.connect()) {
            return client.send(RawClient.post(route, relay.key, body)).answer();
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }
}
