package dev.sluice.relay.server;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.relay.forwarding.Timeouts;
import dev.sluice.relay.server.ScriptedUpstream.Script;
import dev.sluice.relay.upstream.breaker.Breaker;
import dev.sluice.relay.upstream.breaker.Breaker.Cause;
import dev.sluice.relay.upstream.breaker.Breaker.Closed;
import dev.sluice.relay.upstream.breaker.Breaker.Open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/// Each fault of a provider: what the client sees of it, and what it means for the upstream. Exactly one
/// event ends each request, and the relay asks again of its own accord never once something was sent.
class UpstreamFaultsTest {

    private static final String CLAUDE = "{\"model\":\"claude-opus-5-5\",\"stream\":true}";
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    private RelayUnderTest relay = new RelayUnderTest();

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    static Stream<Arguments> beforeTheFirstByte() {
        return Stream.of(
                arguments("a wrong request", Faults.anthropic(400, "invalid_request_error", "prompt is too long"), 400,
                        "prompt is too long", null),
                arguments("an unknown model", Faults.anthropic(404, "not_found_error", "model: x"), 404, "model: x",
                        null),
                arguments("a large request", Faults.anthropic(413, "request_too_large", "too large"), 413, "too large",
                        null),
                arguments("a refused key", Faults.anthropic(401, "authentication_error", "invalid x-api-key"), 529,
                        "Overloaded", Cause.ACCOUNT),
                arguments("an unpaid account", Faults.anthropic(402, "billing_error", "pay"), 529, "Overloaded",
                        Cause.ACCOUNT),
                arguments("a forbidden thing", Faults.anthropic(403, "permission_error", "not for you"), 529,
                        "Overloaded", null),
                arguments("no credit", Faults.anthropic(400, "invalid_request_error",
                        "Your credit balance is too low to access the Anthropic API."), 529, "Overloaded",
                        Cause.ACCOUNT),
                arguments("a limit", Faults.status(429, "retry-after: 7\r\n", "{\"error\":{\"message\":\"slower\"}}"),
                        429, "slower", Cause.LIMITED),
                arguments("a fault", Faults.anthropic(500, "api_error", "oops"), 500, "oops", null),
                arguments("overload", Faults.anthropic(529, "overloaded_error", "Overloaded"), 529, "Overloaded",
                        null),
                arguments("a gateway's page", Faults.html(502), 502, "Bad gateway", null),
                arguments("a redirect", Faults.redirect(), 502, "broke off", null),
                arguments("a reset", Faults.resetBeforeHead(), 502, "broke off", null),
                arguments("an end", Faults.closeBeforeHead(), 502, "broke off", null),
                arguments("half a head", Faults.closeWithinHead(), 502, "broke off", null),
                arguments("no HTTP", Faults.noHttp(), 502, "broke off", null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void beforeTheFirstByte(String name, Script fault, int status, String text, @Nullable Cause out)
            throws IOException {
        failsOnceWith(fault, status, text, out);
    }

    @Test
    void silenceBeforeTheFirstByte() throws IOException {
        waits(SHORT, LONG);

        failsOnceWith(Faults.silence(), 504, "in time", null);
    }

    private void failsOnceWith(Script fault, int status, String text, @Nullable Cause out) throws IOException {
        relay.upstream.plays(fault);

        RawClient.Answer answer;
        try (RawClient client = relay.connect()) {
            answer = client.send(RawClient.post("/v1/messages", relay.key, CLAUDE)).answer();
        }

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains(text).doesNotContain("credit", "x-api-key");
        assertThat(relay.upstream.received()).as("asked once").hasSize(1);
        assertThat(relay.recorder.failed()).hasSize(1);
        assertThat(relay.recorder.events().stream().filter(UsageEvent.Terminal.class::isInstance)).hasSize(1);
        assertThat(outBecauseOf(breaker())).isEqualTo(out);
        assertThat(relay.upstreams.all().getFirst().load()).isZero();
    }

    static Stream<Arguments> afterTheFirstByte() {
        return Stream.of(
                arguments("a cut", Faults.cut(Streams.CLAUDE_START, Streams.CLAUDE_TEXT)),
                arguments("an end without the end", Faults.endWithoutTerminal(Streams.CLAUDE_START)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void afterTheFirstByte(String name, Script fault) throws IOException {
        isCutOnceBy(fault);
    }

    @Test
    void silenceAfterTheFirstByte() throws IOException {
        waits(LONG, SHORT);

        isCutOnceBy(Faults.silentStream(Streams.CLAUDE_START, Streams.CLAUDE_TEXT));
    }

    private void isCutOnceBy(Script fault) throws IOException {
        relay.upstream.plays(fault);

        RawClient.Answer answer;
        try (RawClient client = relay.connect()) {
            answer = client.send(RawClient.post("/v1/messages", relay.key, CLAUDE)).answer();
        }

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.whole()).as("never a clean end").isFalse();
        assertThat(relay.upstream.received()).as("asked once").hasSize(1);
        assertThat(relay.recorder.settled()).hasSize(1);
        assertThat(breaker()).isInstanceOf(Closed.class);
        await().untilAsserted(() -> assertThat(relay.upstreams.all().getFirst().load()).isZero());
    }

    @Test
    void faultsInARowByOneUserTakeItOutAtTwenty() throws IOException {
        relay.upstream.plays(Faults.anthropic(500, "api_error", "oops"));

        try (RawClient client = relay.connect()) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.send(RawClient.post("/v1/messages", relay.key, CLAUDE)).answer().status())
                        .isEqualTo(500);
            }
            RawClient.Answer refused = client.send(RawClient.post("/v1/messages", relay.key, CLAUDE)).answer();

            assertThat(refused.status()).isEqualTo(529);
            assertThat(Integer.parseInt(refused.headers().get("retry-after"))).isBetween(1, 5);
        }
        assertThat(relay.upstream.received()).hasSize(20);
    }

    /// A relay that waits so long for the head of an answer, and for its next byte.
    private void waits(Duration head, Duration silence) throws IOException {
        relay.close();
        relay = new RelayUnderTest(RelayUnderTest.BOUNDS, new Timeouts(head, silence, LONG, LONG, LONG));
    }

    private Breaker breaker() {
        return relay.upstreams.all().getFirst().breaker();
    }

    private static @Nullable Cause outBecauseOf(Breaker breaker) {
        return breaker instanceof Open(var cause, _, _) ? cause : null;
    }
}
