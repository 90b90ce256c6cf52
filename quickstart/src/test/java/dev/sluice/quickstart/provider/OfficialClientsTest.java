package dev.sluice.quickstart.provider;

import java.io.IOException;
import java.time.InstantSource;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.responses.ResponseCreateParams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The official Java clients understand every answer of the stub: they parse it with the provider's own
/// types.
class OfficialClientsTest {

    private static final MessageCreateParams MESSAGE = MessageCreateParams.builder().model("claude-opus-5-5")
            .maxTokens(100).addUserMessage("hi").putAdditionalHeader("x-stub-input-tokens", "101").build();
    private static final ResponseCreateParams RESPONSE = ResponseCreateParams.builder().model("gpt-6.1-sol")
            .input("hi").putAdditionalHeader("x-stub-input-tokens", "497")
            .putAdditionalHeader("x-stub-cache-read", "512")
            .build();

    private StubProvider stub;
    private AnthropicClient anthropic;
    private OpenAIClient openAi;

    @BeforeEach
    void start() throws IOException {
        stub = StubProvider.start(0, new UpstreamCredentials("sk-ant-stub", "sk-stub"), InstantSource.system());
        anthropic = AnthropicOkHttpClient.builder().baseUrl(stub.url().toString()).apiKey("unused")
                .replaceHeaders("authorization", java.util.List.of()).putHeader("x-api-key", "sk-ant-stub").build();
        openAi = OpenAIOkHttpClient.builder().baseUrl(stub.url() + "/v1").apiKey("sk-stub").build();
    }

    @AfterEach
    void stop() {
        anthropic.close();
        openAi.close();
        stub.close();
    }

    @Test
    void anthropicReadsAWholeMessage() {
        var message = anthropic.messages().create(MESSAGE);

        assertThat(message.usage().inputTokens()).isEqualTo(101);
        assertThat(message.usage().outputTokens()).isEqualTo(24);
        assertThat(message.content().getFirst().asText().text()).startsWith("Chunk 1 of 5, ");
    }

    @Test
    void anthropicReadsAStream() {
        var accumulator = MessageAccumulator.create();
        try (var stream = anthropic.messages().createStreaming(MESSAGE)) {
            stream.stream().forEach(accumulator::accumulate);
        }

        assertThat(accumulator.message().usage().outputTokens()).isEqualTo(24);
        assertThat(accumulator.message().content().getFirst().asText().text()).endsWith("Chunk 5 of 5.");
    }

    @Test
    void anthropicCountsTokens() {
        var params = MessageCountTokensParams.builder().model("claude-opus-5-5").addUserMessage("hi")
                .putAdditionalHeader("x-stub-input-tokens", "7").build();

        assertThat(anthropic.messages().countTokens(params).inputTokens()).isEqualTo(7);
    }

    @Test
    void bothListTheirModels() {
        assertThat(anthropic.models().list().data()).extracting(model -> model.id()).contains("claude-opus-5-5");
        assertThat(openAi.models().list().data()).extracting(model -> model.id()).contains("gpt-6.1-sol");
    }

    @Test
    void openAiReadsAWholeResponse() {
        var response = openAi.responses().create(RESPONSE);

        assertThat(response.usage().orElseThrow().inputTokens()).isEqualTo(1009);
        assertThat(response.usage().orElseThrow().inputTokensDetails().cachedTokens()).isEqualTo(512);
        assertThat(response.status()).hasToString("Optional[completed]");
    }

    @Test
    void openAiReadsAStreamedResponse() {
        var accumulator = ResponseAccumulator.create();
        try (var stream = openAi.responses().createStreaming(RESPONSE)) {
            stream.stream().forEach(accumulator::accumulate);
        }

        assertThat(accumulator.response().usage().orElseThrow().totalTokens()).isEqualTo(1009 + 24);
    }

    @Test
    void openAiReadsAChatStreamWithItsUsageOnlyWhenAsked() {
        assertThat(chatUsages(true)).isEqualTo(1);
        assertThat(chatUsages(false)).isZero();
    }

    private long chatUsages(boolean asked) {
        var params = ChatCompletionCreateParams.builder().model("gpt-6.1-sol").addUserMessage("hi");
        if (asked) {
            params.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build());
        }
        try (var stream = openAi.chat().completions().createStreaming(params.build())) {
            return stream.stream().filter(chunk -> chunk.usage().isPresent()).count();
        }
    }
}
