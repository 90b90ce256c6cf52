package dev.sluice.relay.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.peer.TrustedProxies;
import dev.sluice.relay.tls.ServerTls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// The official Java SDKs over TLS, where they speak HTTP/2.
class TlsSdkIT {

    private static final TestCertificate CERTIFICATE = TestCertificate.create();

    private final RelayUnderTest relay = new RelayUnderTest(
            new Edge(TrustedProxies.NONE, false, Optional.of(new ServerTls(CERTIFICATE.chain(), CERTIFICATE.key()))),
            RelayUnderTest.BOUNDS, RelayUnderTest.TIMEOUTS);

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    @Test
    void bothStreamThroughTheRelay() {
        relay.upstream.streams(Streams.CLAUDE_PARTS);
        assertThat(anthropicEvents()).hasSize(4);
        relay.upstream.streams(Streams.CODEX_DONE);
        assertThat(openAiEvents()).hasSize(1);

        assertThat(relay.recorder.settled().getFirst().tokens())
                .isEqualTo(new TokenUsage(101, 47, 30011, 1500, 0, 503, 0, 0));
        assertThat(relay.recorder.settled()).hasSize(2).allMatch(settled -> settled.outcome() == Outcome.OK);
    }

    @Test
    void neitherTakesABrokenStreamForAWholeOne() {
        relay.upstream.streams(Streams.CLAUDE_START, Streams.CLAUDE_TEXT);

        assertThatThrownBy(this::anthropicEvents).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(this::openAiEvents).isInstanceOf(RuntimeException.class);
        await().until(() -> relay.recorder.settled().size() == 2);
        assertThat(relay.recorder.settled()).allMatch(settled -> settled.outcome() == Outcome.CUT);
    }

    private List<RawMessageStreamEvent> anthropicEvents() {
        AnthropicClient client = AnthropicOkHttpClient.builder().apiKey(relay.key.reveal()).baseUrl(base("/api/client"))
                .sslSocketFactory(CERTIFICATE.client().getSocketFactory()).trustManager(CERTIFICATE.trust())
                .hostnameVerifier((host, session) -> host.equals("localhost")).timeout(Duration.ofSeconds(20)).build();
        try (StreamResponse<RawMessageStreamEvent> answer = client.messages().createStreaming(MessageCreateParams
                .builder().model("claude-opus-5-5").maxTokens(64).addUserMessage("hi").build())) {
            return answer.stream().toList();
        }
    }

    private List<ResponseStreamEvent> openAiEvents() {
        OpenAIClient client = OpenAIOkHttpClient.builder().apiKey(relay.key.reveal()).baseUrl(base("/api/client/v1"))
                .sslSocketFactory(CERTIFICATE.client().getSocketFactory()).trustManager(CERTIFICATE.trust())
                .hostnameVerifier((host, session) -> host.equals("localhost")).timeout(Duration.ofSeconds(20)).build();
        try (com.openai.core.http.StreamResponse<ResponseStreamEvent> answer = client.responses().createStreaming(
                ResponseCreateParams.builder().model("gpt-6.1-sol").input("hi").build())) {
            return answer.stream().toList();
        }
    }

    private String base(String path) {
        return "https://localhost:" + relay.port() + path;
    }
}
