package dev.sluice.relay.server;

import java.io.IOException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.exchange.reservation.Admission.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A stream that cannot be extended ends well-formed in the client's dialect, is cut so that nobody takes it
/// for a whole one, and is charged by architecture D14.
class CutOffTest {

    private static final String LONG_TEXT = "x".repeat(7_000);

    /// What each dialect sends, and what its client sees last.
    enum Case {
        MESSAGES("/v1/messages", "{\"model\":\"claude-opus-5-5\",\"stream\":true}",
                Streams.CLAUDE_START + Streams.CLAUDE_TEXT.replace("Grüße 12", LONG_TEXT),
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"billing_error\",\"message\":\"The balance"
                        + " is used up; top up at http://site/billing.\"},\"request_id\":\"REQ\"}\n\n"),
        RESPONSES("/v1/responses", "{\"model\":\"gpt-6.1-sol\",\"stream\":true}",
                "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\""
                        + LONG_TEXT + "\"}\n\n",
                "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{\"id\":\"REQ\",\"object\":"
                        + "\"response\",\"status\":\"failed\",\"error\":{\"code\":\"usage_limit_reached\",\"message\":"
                        + "\"The balance is used up; top up at http://site/billing.\"},\"usage\":null}}\n\n"),
        CHAT("/v1/chat/completions", "{\"model\":\"gpt-6.1-sol\",\"stream\":true}",
                "data: {\"choices\":[{\"delta\":{\"content\":\"" + LONG_TEXT + "\"}}]}\n\n",
                "data: {\"error\":{\"message\":\"The balance is used up; top up at http://site/billing.\",\"type\":"
                        + "\"usage_limit_reached\",\"param\":null,\"code\":\"usage_limit_reached\"}}\n\n"),
        COMPLETIONS("/v1/completions", "{\"model\":\"gpt-6.1-sol\",\"stream\":true,\"prompt\":\"hi\"}",
                "data: {\"choices\":[{\"text\":\"" + LONG_TEXT + "\"}]}\n\n", CHAT.ending);

        final String route;
        final String body;
        final String sent;
        final String ending;

        Case(String route, String body, String sent, String ending) {
            this.route = route;
            this.body = body;
            this.sent = sent;
            this.ending = ending;
        }

        /// Anthropic has told its input; OpenAI tells nothing before the end.
        TokenUsage charged() {
            return this == MESSAGES
                    ? new TokenUsage(101, 1_750, 30011, 1500, 0, 503, 0, 0)
                    : TokenUsage.of(Math.ceilDiv(body.length(), 4), 1_750);
        }
    }

    private final RelayUnderTest relay = new RelayUnderTest();

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    @ParameterizedTest
    @EnumSource
    void endsWellFormedAndIsChargedForWhatPassed(Case dialect) throws IOException {
        relay.admission.answersExtensions(new Verdict.BalanceSpent());
        relay.upstream.plays((request, wire) -> {
            wire.send(InterruptionTest.SSE_HEAD);
            wire.chunk(dialect.sent);
            wire.awaitClose();
            return false;
        });

        RawClient.Answer answer;
        try (RawClient client = relay.connect()) {
            answer = client.send(RawClient.post(dialect.route, relay.key, dialect.body)).answer();
        }

        assertThat(answer.whole()).isFalse();
        assertThat(answer.body()).isEqualTo(
                dialect.sent + dialect.ending.replace("REQ", answer.headers().getOrDefault("request-id", "none")));
        await().until(() -> !relay.recorder.settled().isEmpty());
        UsageSettled settled = relay.recorder.settled().getFirst();
        assertThat(settled.tokens()).isEqualTo(dialect.charged());
        assertThat(settled.basis()).isEqualTo(Basis.ESTIMATED);
        assertThat(settled.outcome()).isEqualTo(Outcome.CUT);
        assertThat(settled.errorCode()).isEqualTo("balance");
        assertThat(relay.admission.extensions()).hasSize(1);
        await().until(() -> relay.upstream.closed() == 1);
    }
}
