package dev.sluice.relay.server;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.exchange.reservation.Admission.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The official Java SDKs against the relay: they read its answers, its refusals and its cuts as intended.
class SdkIT {

    private final RelayUnderTest relay = new RelayUnderTest();

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    @Test
    void anthropicStreamsThroughTheRelay() {
        relay.upstream.streams(Streams.CLAUDE_PARTS);

        try (StreamResponse<RawMessageStreamEvent> answer = anthropic(relay.key.reveal()).messages()
                .createStreaming(message())) {
            assertThat(answer.stream()).hasSize(4);
        }

        assertThat(relay.recorder.settled().getFirst().tokens())
                .isEqualTo(new TokenUsage(101, 47, 30011, 1500, 0, 503, 0, 0));
    }

    @Test
    void anthropicDoesNotRetryWhatWaitingDoesNotCure() {
        relay.admission.answers(new Verdict.BalanceSpent());

        assertThatThrownBy(() -> anthropic(relay.key.reveal()).messages().create(message()))
                .isInstanceOf(RateLimitException.class).hasMessageContaining("The balance is used up");
        assertThatThrownBy(() -> anthropic("cuk_unknown").messages().create(message()))
                .isInstanceOf(UnauthorizedException.class).hasMessageContaining("The API key is mistyped");
    }

    @Test
    void anthropicDoesNotTakeABrokenStreamForAWholeOne() {
        relay.upstream.streams(Streams.CLAUDE_START, Streams.CLAUDE_TEXT);

        assertThatThrownBy(() -> {
            try (StreamResponse<RawMessageStreamEvent> answer = anthropic(relay.key.reveal()).messages()
                    .createStreaming(message())) {
                answer.stream().forEach(event -> {
                });
            }
        }).isInstanceOf(RuntimeException.class);
    }

    @Test
    void openAiGetsItsResponseThroughTheRelay() {
        relay.upstream.answers("200 OK\r\ncontent-type: application/json",
                "{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1,\"model\":\"gpt-6.1-sol\",\"status\":\"completed\","
                        + "\"output\":[],\"usage\":{\"input_tokens\":9,\"output_tokens\":2,\"total_tokens\":11}}");

        assertThat(openAi(relay.key.reveal()).responses().create(ResponseCreateParams.builder().model("gpt-6.1-sol")
                .input("hi").build()).id()).isEqualTo("resp_1");

        assertThat(relay.recorder.settled().getFirst().tokens()).isEqualTo(TokenUsage.of(9, 2));
    }

    @Test
    void openAiDoesNotRetryWhatWaitingDoesNotCure() {
        relay.admission.answers(new Verdict.BalanceSpent());

        assertThatThrownBy(() -> openAi(relay.key.reveal()).responses().create(ResponseCreateParams.builder()
                .model("gpt-6.1-sol").input("hi").build()))
                .isInstanceOf(com.openai.errors.RateLimitException.class)
                .hasMessageContaining("The balance is used up");
        assertThat(relay.recorder.events()).isEmpty();
    }

    @Test
    void anthropicReadsWhyItsStreamWasCutOff() {
        cutsOff(CutOffTest.Case.MESSAGES);

        assertThatThrownBy(() -> {
            try (StreamResponse<RawMessageStreamEvent> answer = anthropic(relay.key.reveal()).messages()
                    .createStreaming(MessageCreateParams.builder().model("claude-opus-5-5")
                            .maxTokens(128_000).addUserMessage("hi").build())) {
                answer.stream().forEach(event -> {
                });
            }
        }).hasMessageContaining("The balance is used up");
    }

    @Test
    void openAiReadsWhyItsResponseWasCutOff() {
        cutsOff(CutOffTest.Case.RESPONSES);
        List<ResponseStreamEvent> seen = new ArrayList<>();

        assertThatThrownBy(() -> {
            try (var answer = openAi(relay.key.reveal()).responses().createStreaming(ResponseCreateParams.builder()
                    .model("gpt-6.1-sol").input("hi").build())) {
                answer.stream().forEach(seen::add);
            }
        }).isInstanceOf(RuntimeException.class);

        assertThat(seen.getLast().isFailed()).isTrue();
        assertThat(seen.getLast().toString()).contains("The balance is used up");
    }

    @Test
    void openAiReadsWhyItsChatWasCutOff() {
        cutsOff(CutOffTest.Case.CHAT);

        assertThatThrownBy(() -> {
            try (var answer = openAi(relay.key.reveal()).chat().completions().createStreaming(
                    ChatCompletionCreateParams.builder().model("gpt-6.1-sol").addUserMessage("hi").build())) {
                answer.stream().forEach(event -> {
                });
            }
        }).hasMessageContaining("The balance is used up");
    }

    private void cutsOff(CutOffTest.Case dialect) {
        relay.admission.answersExtensions(new Verdict.BalanceSpent());
        relay.upstream.plays((request, wire) -> {
            wire.send(InterruptionTest.SSE_HEAD);
            wire.chunk(dialect.sent);
            wire.awaitClose();
            return false;
        });
    }

    private AnthropicClient anthropic(String key) {
        return AnthropicOkHttpClient.builder().apiKey(key).baseUrl(relay.uri("/api/client").toString())
                .timeout(Duration.ofSeconds(20)).build();
    }

    private OpenAIClient openAi(String key) {
        return OpenAIOkHttpClient.builder().apiKey(key).baseUrl(relay.uri("/api/client/v1").toString())
                .timeout(Duration.ofSeconds(20)).build();
    }

    private static MessageCreateParams message() {
        return MessageCreateParams.builder().model("claude-opus-5-5").maxTokens(64).addUserMessage("hi").build();
    }
}
