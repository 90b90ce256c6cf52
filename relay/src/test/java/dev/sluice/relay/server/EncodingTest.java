package dev.sluice.relay.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.encoding.ContentCoding;
import dev.sluice.relay.encoding.Encoded;
import dev.sluice.relay.upstream.Caps;
import dev.sluice.relay.upstream.Credential;
import dev.sluice.relay.upstream.Failover;
import dev.sluice.relay.upstream.Secret;
import dev.sluice.relay.upstream.Upstream;
import dev.sluice.relay.upstream.UpstreamSet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Encoded bodies in both directions: what passes stays encoded, what is known of it is read decoded.
class EncodingTest {

    private static final String BODY = "{\"model\":\"gpt-6-luna\",\"input\":\"" + "x".repeat(4_000)
            + "\",\"stream\":true}";
    private static final String CHAT = "{\"model\":\"gpt-6-luna\",\"stream\":true}";

    private final RelayUnderTest relay = new RelayUnderTest();

    @AfterEach
    void stop() throws IOException {
        await().untilAsserted(() -> assertThat(relay.server.bufferedBytes()).isZero());
        relay.close();
    }

    @ParameterizedTest
    @CsvSource({"GZIP, gzip", "GZIP, x-gzip", "DEFLATE, deflate", "BR, br", "ZSTD, zstd"})
    void anEncodedRequestPassesByteForByteAndIsReadDecoded(ContentCoding coding, String name) throws IOException {
        relay.upstream.streams(Streams.CODEX_DONE);
        byte[] encoded = Encoded.as(coding, BODY.getBytes(UTF_8));

        RawClient.Answer answer;
        try (RawClient client = relay.connect()) {
            answer = client.send(RawClient.post("/v1/responses", relay.key, encoded, "Content-Encoding: " + name))
                    .answer();
        }

        assertThat(answer.status()).isEqualTo(200);
        ScriptedUpstream.Received received = relay.upstream.received().getFirst();
        assertThat(received.body()).isEqualTo(encoded);
        assertThat(received.headers()).containsEntry("content-encoding", name)
                .containsEntry("content-length", String.valueOf(encoded.length));
        assertThat(relay.recorder.reserved().getFirst().modelAsked()).isEqualTo("gpt-6-luna");
        assertThat(relay.recorder.reserved().getFirst().stream()).isTrue();
        assertThat(relay.admission.admitted().getFirst().tokens()).as("estimated from the content")
                .isEqualTo(Math.ceilDiv(BODY.length(), 4) + 2_048);
    }

    @Test
    void aChatStreamThatMustBeAskedForItsUsageGoesUpDecoded() throws IOException {
        relay.upstream.streams(Streams.CHAT_PARTS);

        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/chat/completions", relay.key,
                    Encoded.as(ContentCoding.ZSTD, CHAT.getBytes(UTF_8)), "Content-Encoding: zstd")).answer();
        }

        ScriptedUpstream.Received received = relay.upstream.received().getFirst();
        assertThat(received.text())
                .isEqualTo("{\"stream_options\":{\"include_usage\":true},\"model\":\"gpt-6-luna\",\"stream\":true}");
        assertThat(received.headers()).doesNotContainKey("content-encoding");
        assertThat(relay.recorder.settled().getFirst().tokens()).isEqualTo(TokenUsage.of(9, 2));
    }

    @ParameterizedTest
    @CsvSource({"GZIP, gzip", "DEFLATE, deflate", "BR, br", "ZSTD, zstd"})
    void aModelThatIsMappedGoesUpDecodedAndOnlyThatIsChanged(ContentCoding coding, String name) throws IOException {
        relay.uses(new UpstreamSet(List.of(new Upstream("codex", Service.CODEX, relay.upstream.uri(),
                new Credential.ApiKey(new Secret("k")), 1, Caps.WIDEST, Map.of("gpt-6-luna", "mapped"), null)),
                Failover.OFF));
        relay.upstream.streams(Streams.CODEX_DONE);

        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/responses", relay.key, Encoded.as(coding, BODY.getBytes(UTF_8)),
                    "Content-Encoding: " + name)).answer();
        }

        ScriptedUpstream.Received received = relay.upstream.received().getFirst();
        String mapped = BODY.replace("gpt-6-luna", "mapped");
        assertThat(received.text()).isEqualTo(mapped);
        assertThat(received.headers()).doesNotContainKey("content-encoding")
                .containsEntry("content-length", String.valueOf(mapped.length()));
        assertThat(relay.recorder.reserved().getFirst().modelAsked()).isEqualTo("gpt-6-luna");
    }

    @ParameterizedTest
    @CsvSource({"/v1/messages, invalid_request_error", "/v1/responses, invalid_request_error"})
    void whatCannotBeReadIsRefusedPrecisely(String path, String type) throws IOException {
        byte[] whole = Encoded.as(ContentCoding.GZIP, BODY.getBytes(UTF_8));
        byte[] bomb = Encoded.as(ContentCoding.GZIP, new byte[8 * 1024 * 1024]);

        assertThat(refused(path, whole, "lzma")).isEqualTo("415 " + type);
        assertThat(refused(path, whole, "gzip, gzip")).isEqualTo("415 " + type);
        assertThat(refused(path, whole, "gzip\r\nContent-Encoding: br")).isEqualTo("415 " + type);
        assertThat(refused(path, whole, "br")).isEqualTo("400 " + type);
        assertThat(refused(path, Arrays.copyOf(whole, 100), "gzip")).isEqualTo("400 " + type);
        assertThat(refused(path, Arrays.copyOf(whole, whole.length + 5), "gzip")).isEqualTo("400 " + type);
        assertThat(refused(path, bomb, "gzip")).startsWith("413 ");
        assertThat(relay.upstream.received()).isEmpty();
        assertThat(relay.recorder.events()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GZIP, gzip", "DEFLATE, deflate", "BR, br", "ZSTD, zstd"})
    void anEncodedStreamPassesByteForByteAndIsMeteredDecoded(ContentCoding coding, String name) throws IOException {
        byte[] encoded = Encoded.inParts(coding, Arrays.stream(Streams.CLAUDE_PARTS)
                .map(part -> part.getBytes(UTF_8)).toArray(byte[][]::new));
        relay.upstream.plays((request, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: " + name
                    + "\r\ntransfer-encoding: chunked\r\n\r\n");
            for (byte b : encoded) {
                wire.out().write(("1\r\n").getBytes(UTF_8));
                wire.out().write(b);
                wire.out().write("\r\n".getBytes(UTF_8));
            }
            wire.send("0\r\n\r\n");
            return true;
        });

        byte[] passed = bodyOf("{\"model\":\"claude-opus-5-5\",\"stream\":true}", "Accept-Encoding: " + name);

        assertThat(passed).isEqualTo(encoded);
        assertThat(relay.upstream.received().getFirst().headers()).containsEntry("accept-encoding", name);
        UsageSettled settled = relay.recorder.settled().getFirst();
        assertThat(settled.tokens()).isEqualTo(new TokenUsage(101, 47, 30011, 1500, 0, 503, 0, 0));
        assertThat(settled.basis()).isEqualTo(Basis.REPORTED);
    }

    @Test
    void anAnswerNobodyCanReadPassesWholeAndIsEstimated() throws IOException {
        relay.upstream.answers("200 OK\r\ncontent-type: application/json\r\ncontent-encoding: lzma", "0123456789");

        assertThat(bodyOf("{\"model\":\"claude-opus-5-5\"}")).asString().isEqualTo("0123456789");

        UsageSettled settled = relay.recorder.settled().getFirst();
        assertThat(settled.outcome()).isEqualTo(Outcome.OK);
        assertThat(settled.basis()).isEqualTo(Basis.ESTIMATED);
        assertThat(settled.tokens().output()).isEqualTo(3);
    }

    @Test
    void anEncodedErrorDoesNotTellAboutOurAccountEither() throws IOException {
        byte[] text = Encoded.as(ContentCoding.GZIP,
                "{\"error\":{\"message\":\"Your credit balance is too low\"}}".getBytes(UTF_8));
        relay.upstream.plays((request, wire) -> {
            wire.send("HTTP/1.1 400 Bad Request\r\ncontent-encoding: gzip\r\ncontent-length: " + text.length
                    + "\r\n\r\n");
            wire.out().write(text);
            return true;
        });

        try (RawClient client = relay.connect()) {
            assertThat(client.send(RawClient.post("/v1/messages", relay.key, "{\"model\":\"claude-opus-5-5\"}",
                    "Accept-Encoding: gzip")).answer().status()).isEqualTo(529);
        }
    }

    private String refused(String path, byte[] body, String encoding) throws IOException {
        try (RawClient client = relay.connect()) {
            RawClient.Answer answer = client
                    .send(RawClient.post(path, relay.key, body, "Content-Encoding: " + encoding)).answer();
            String type = answer.body().replaceAll("(?s).*\"type\":\"(?!error\")([a-z_]+)\".*", "$1");
            return answer.status() + " " + type;
        }
    }

    /// The body of the answer, joined from its chunks but not decoded.
    private byte[] bodyOf(String request, String... headers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/messages", relay.key, request, headers)).answerInto(body);
        }
        return body.toByteArray();
    }
}
