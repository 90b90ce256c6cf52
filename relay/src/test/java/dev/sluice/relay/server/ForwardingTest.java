package dev.sluice.relay.server;

import java.io.IOException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.exchange.Recorder;

import static org.assertj.core.api.Assertions.assertThat;

/// What passes, and what is written down about it.
class ForwardingTest {

    private static final String BODY = "{\"model\":\"claude-opus-5-5\",\"max_tokens\":1e2, \"x\":[1.0,\"ü\"],\"stream\":true}";

    private final RelayUnderTest relay = new RelayUnderTest();

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    @Test
    void aStreamPassesByteForByteAndIsRecordedOnce() throws IOException {
        relay.upstream.streams(Streams.CLAUDE_PARTS);

        RawClient.Answer answer;
        try (RawClient client = relay.connect()) {
            answer = client.send(RawClient.post("/api/client/v1/messages?beta=true", relay.key, BODY,
                    "anthropic-beta: a,b", "X-Claude-Code-Session-Id: s-1")).answer();
        }

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(String.join("", Streams.CLAUDE_PARTS));
        assertThat(answer.whole()).isTrue();
        UsageReserved reserved = relay.recorder.reserved().getFirst();
        assertThat(reserved.modelAsked()).isEqualTo("claude-opus-5-5");
        assertThat(reserved.sessionId()).isEqualTo("s-1");
        assertThat(reserved.reservedNanoUsd().nanos()).isPositive();
        UsageSettled settled = relay.recorder.settled().getFirst();
        assertThat(settled.tokens()).isEqualTo(new TokenUsage(101, 47, 30011, 1500, 0, 503, 0, 0));
        assertThat(settled.basis()).isEqualTo(Basis.REPORTED);
        assertThat(settled.outcome()).isEqualTo(Outcome.OK);
        assertThat(settled.requestId()).isEqualTo(reserved.requestId());
        assertThat(answer.headers()).containsEntry("request-id", reserved.requestId().value())
                .containsEntry("x-request-id", reserved.requestId().value());
        assertThat(relay.recorder.events()).hasSize(2);
        assertThat(relay.admission.open()).isEmpty();
    }

    @Test
    void theProviderGetsTheRequestAsItWasExceptForKeysAndHops() throws IOException {
        relay.upstream.streams(Streams.CLAUDE_PARTS);

        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/messages?beta=true&x=%20y", relay.key, BODY, "X-Stainless-Arch: x64",
                    "X-Api-Key: other", "Cookie: c=1", "Connection: keep-alive, X-Hop", "X-Hop: 1",
                    "X-Forwarded-For: 10.0.0.1", "Accept-Encoding: gzip, br;q=0.5, *, lzma",
                    "anthropic-version: 2026-10-21"))
                    .answer();
        }

        ScriptedUpstream.Received received = relay.upstream.received().getFirst();
        assertThat(received.line()).isEqualTo("POST /v1/messages?beta=true&x=%20y HTTP/1.1");
        assertThat(received.text()).isEqualTo(BODY);
        assertThat(received.headers()).containsEntry("x-api-key", "our-claude-account")
                .containsEntry("x-stainless-arch", "x64").containsEntry("anthropic-version", "2026-10-21")
                .containsEntry("accept-encoding", "gzip, br;q=0.5").doesNotContainKeys("authorization", "cookie",
                        "x-hop",
                        "connection", "x-forwarded-for");
    }

    @Test
    void theClientDoesNotLearnAboutOurAccount() throws IOException {
        relay.upstream.answers("200 OK\r\ncontent-type: application/json\r\nanthropic-organization-id: org\r\n"
                + "anthropic-ratelimit-tokens-limit: 9\r\ncf-ray: 1\r\nrequest-id: req_theirs\r\nretry-after: 3",
                Streams.CLAUDE_JSON);

        RawClient.Answer answer;
        try (RawClient client = relay.connect()) {
            answer = client.send(RawClient.post("/v1/messages", relay.key, BODY.replace("true", "false"))).answer();
        }

        assertThat(answer.body()).isEqualTo(Streams.CLAUDE_JSON);
        assertThat(answer.headers()).containsEntry("retry-after", "3").doesNotContainKeys("anthropic-organization-id",
                "anthropic-ratelimit-tokens-limit", "cf-ray").doesNotContainValue("req_theirs");
        UsageSettled settled = relay.recorder.settled().getFirst();
        assertThat(settled.upstreamRequestId()).isEqualTo("req_theirs");
        assertThat(settled.tokens()).isEqualTo(TokenUsage.of(10, 5));
    }

    @Test
    void connectionsToTheProviderAreUsedAgain() throws IOException {
        relay.upstream.answers("200 OK\r\ncontent-type: application/json", Streams.CLAUDE_JSON);

        try (RawClient client = relay.connect()) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.send(RawClient.post("/v1/messages", relay.key, BODY)).answer().status())
                        .isEqualTo(200);
            }
        }

        assertThat(relay.upstream.connections()).isEqualTo(1);
        assertThat(relay.recorder.settled()).hasSize(3);
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        relay.upstream.answers("200 OK\r\ncontent-type: application/json", Streams.CLAUDE_JSON);
        String one = RawClient.post("/v1/messages", relay.key, BODY);

        try (RawClient client = relay.connect()) {
            client.send(one + "HEAD /api/hello HTTP/1.1\r\nHost: r\r\n\r\n" + one);

            assertThat(client.answer().body()).isEqualTo(Streams.CLAUDE_JSON);
            assertThat(client.head()).containsEntry("content-length", "0");
            assertThat(client.answer().body()).isEqualTo(Streams.CLAUDE_JSON);
        }
    }

    @Test
    void aChatStreamIsAskedForItsUsageAndTheClientDoesNotNotice() throws IOException {
        relay.upstream.streams(Streams.CHAT_PARTS);
        String body = "{\"model\":\"gpt-6-luna\",\"stream\":true}";

        RawClient.Answer answer;
        try (RawClient client = relay.connect()) {
            answer = client.send(RawClient.post("/v1/chat/completions", relay.key, body)).answer();
        }

        assertThat(relay.upstream.received().getFirst().text())
                .isEqualTo("{\"stream_options\":{\"include_usage\":true},\"model\":\"gpt-6-luna\",\"stream\":true}");
        assertThat(answer.body())
                .isEqualTo("data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\ndata: [DONE]\n\n");
        assertThat(relay.recorder.settled().getFirst().tokens()).isEqualTo(TokenUsage.of(9, 2));
    }

    @Test
    void countingTokensIsFreeAndLeavesNoEvent() throws IOException {
        relay.upstream.answers("200 OK\r\ncontent-type: application/json", "{\"input_tokens\":7}");

        try (RawClient client = relay.connect()) {
            assertThat(
                    client.send(RawClient.post("/v1/messages/count_tokens?beta=true", relay.key, BODY)).answer().body())
                    .isEqualTo("{\"input_tokens\":7}");
        }

        assertThat(relay.recorder.events()).isEmpty();
        assertThat(relay.admission.admitted()).isEmpty();
    }

    @Test
    void aBodyInOneByteChunksWithExpectContinueIsTaken() throws IOException {
        relay.upstream.answers("200 OK\r\ncontent-type: application/json", Streams.CLAUDE_JSON);
        StringBuilder chunks = new StringBuilder();
        "{\"model\":\"claude-opus-5-5\"}".chars().forEach(c -> chunks.append("1\r\n").append((char) c).append("\r\n"));

        try (RawClient client = relay.connect()) {
            client.send("POST /v1/messages HTTP/1.1\r\nHost: r\r\nx-api-key: " + relay.key.reveal()
                    + "\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n");
            assertThat(client.until("\r\n\r\n")).startsWith("HTTP/1.1 100 Continue");
            client.send(chunks + "0\r\n\r\n");

            assertThat(client.answer().body()).isEqualTo(Streams.CLAUDE_JSON);
        }
    }

    @Test
    void aDurabilityThatAnswersLaterHoldsTheLastByte() throws IOException {
        relay.recorder.answersLater();
        relay.upstream.streams(Streams.CLAUDE_PARTS);

        try (RawClient client = relay.connect()) {
            RawClient.Answer answer = client.send(RawClient.post("/v1/messages", relay.key, BODY)).answer();

            assertThat(answer.body()).isEqualTo(String.join("", Streams.CLAUDE_PARTS));
            assertThat(answer.whole()).isTrue();
        }
    }

    @Test
    void aJournalThatFailsAtTheEndKeepsTheClientFromTakingTheAnswerAsWhole() throws IOException {
        relay.recorder.answersTerminals(new Recorder.Answer.Failed("disk"));
        relay.upstream.streams(Streams.CLAUDE_PARTS);

        try (RawClient client = relay.connect()) {
            RawClient.Answer answer = client.send(RawClient.post("/v1/messages", relay.key, BODY)).answer();

            assertThat(answer.whole()).isFalse();
            assertThat(answer.body()).doesNotContain("message_stop");
        }
    }
}
