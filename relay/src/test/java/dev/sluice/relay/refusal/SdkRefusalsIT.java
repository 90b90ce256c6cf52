package dev.sluice.relay.refusal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.sun.net.httpserver.HttpServer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.json.SluiceJson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Every cause of a refusal as the official Java SDKs take it, on every route: the status, the sentence, and
/// no second request where waiting does not help.
class SdkRefusalsIT {

    private static final RequestId ID = RequestId.of(new UUID(1, 2));

    private final RefusalAnswers answers = new RefusalAnswers("http://localhost:8080");
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private RefusalAnswer answer = new RefusalAnswer(500, Map.of(), "");

    static Stream<Refusal> causes() {
        return RefusalAnswersTest.table().map(row -> (Refusal) Objects.requireNonNull(row.get()[0]));
    }

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @MethodSource("causes")
    void anthropic(Refusal cause) {
        answer = answers.answer(cause, Wire.ANTHROPIC, ID);

        AnthropicServiceException thrown = catchThrowableOfType(AnthropicServiceException.class,
                () -> AnthropicOkHttpClient.builder().apiKey("cuk_x").baseUrl(url()).timeout(Duration.ofSeconds(20))
                        .maxRetries(retries()).build().messages().create(MessageCreateParams.builder()
                                .model("claude-opus-5-5").maxTokens(64).addUserMessage("hi").build()));

        assertThat(thrown.statusCode()).isEqualTo(answer.status());
        assertThat(thrown).hasMessageContaining(sentence());
        assertThat(requests).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("causes")
    void openAi(Refusal cause) {
        answer = answers.answer(cause, Wire.OPENAI_RESPONSES, ID);
        OpenAIClient client = OpenAIOkHttpClient.builder().apiKey("cuk_x").baseUrl(url() + "/v1")
                .timeout(Duration.ofSeconds(20)).maxRetries(retries()).build();

        refuses(() -> client.responses()
                .create(ResponseCreateParams.builder().model("gpt-6.1-sol").input("hi").build()));
        refuses(() -> client.chat().completions().create(
                ChatCompletionCreateParams.builder().model("gpt-6.1-sol").addUserMessage("hi").build()));
        refuses(() -> client.completions().create(
                CompletionCreateParams.builder().model("gpt-6-luna").prompt("hi").build()));
        assertThat(requests).hasValue(3);
    }

    @Test
    void aWindowThatOpensSoonIsWaitedFor() {
        answer = answers.answer(new Refusal.WindowFull("60 requests per minute", Duration.ofSeconds(1)), Wire.ANTHROPIC,
                ID);

        AnthropicServiceException thrown = catchThrowableOfType(AnthropicServiceException.class,
                () -> AnthropicOkHttpClient.builder().apiKey("cuk_x").baseUrl(url()).maxRetries(1).build().messages()
                        .create(MessageCreateParams.builder().model("claude-opus-5-5").maxTokens(64)
                                .addUserMessage("hi")
                                .build()));

        assertThat(thrown.statusCode()).isEqualTo(429);
        assertThat(requests).hasValue(2);
    }

    private void refuses(ThrowingCallable call) {
        OpenAIServiceException thrown = catchThrowableOfType(OpenAIServiceException.class, call);
        assertThat(thrown.statusCode()).isEqualTo(answer.status());
        assertThat(thrown).hasMessageContaining(sentence());
    }

    /// The SDKs' own default where waiting does not help: they must be told not to use it.
    private int retries() {
        return "false".equals(answer.headers().get("x-should-retry")) ? 2 : 0;
    }

    private String sentence() {
        JsonNode error = SluiceJson.mapper().readTree(answer.body()).path("error");
        return error.path("message").asString();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
