package dev.sluice.quickstart.journeys;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.responses.ResponseCreateParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.quickstart.platform.LocalPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/// The official SDKs for Node and Java get their answer; each call is one exact record.
@ExtendWith(RunningPlatform.class)
class SdksJourneyIT {

    private static final Duration READABLE_MAX = Duration.ofSeconds(30);
    private static final String TEXT = "Chunk 1 of 5, Chunk 2 of 5, Chunk 3 of 5, Chunk 4 of 5, Chunk 5 of 5.";

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"messages", "messages-stream"})
    void nodeOfAnthropicGetsItsAnswerAndOneRecord(String call, LocalPlatform platform) {
        nodeGetsItsAnswerAndOneRecord(platform, call, ExpectedRecord.claude());
    }

    @ParameterizedTest
    @ValueSource(strings = {"responses", "responses-stream", "chat", "chat-stream"})
    void nodeOfOpenAiGetsItsAnswerAndOneRecord(String call, LocalPlatform platform) {
        nodeGetsItsAnswerAndOneRecord(platform, call, ExpectedRecord.codex());
    }

    @Test
    void javaOfAnthropicGetsItsAnswerAndOneRecord(LocalPlatform platform) {
        try (var person = Person.signUp(platform, Map.of())) {
            var client = AnthropicOkHttpClient.builder().baseUrl(person.relay().toString())
                    .apiKey(person.key().secret()).build();
            var params = MessageCreateParams.builder().model("claude-opus-5-5").maxTokens(1000).addUserMessage("hi");
            headers(ExpectedRecord.claude()).forEach(params::putAdditionalHeader);

            var message = client.messages().create(params.build());

            assertThat(message.content().getFirst().asText().text()).isEqualTo(TEXT);
            ExpectedRecord.claude().assertEqualTo(person.onlyRecord(READABLE_MAX));
            client.close();
        }
    }

    @Test
    void javaOfOpenAiGetsItsAnswerAndOneRecord(LocalPlatform platform) {
        try (var person = Person.signUp(platform, Map.of())) {
            var client = OpenAIOkHttpClient.builder().baseUrl(person.relay() + "/v1").apiKey(person.key().secret())
                    .build();
            var params = ResponseCreateParams.builder().model("gpt-6.1-sol").input("hi");
            headers(ExpectedRecord.codex()).forEach(params::putAdditionalHeader);

            var response = client.responses().create(params.build());

            assertThat(response.usage().orElseThrow().totalTokens()).isEqualTo(1009 + 211);
            ExpectedRecord.codex().assertEqualTo(person.onlyRecord(READABLE_MAX));
            client.close();
        }
    }

    private void nodeGetsItsAnswerAndOneRecord(LocalPlatform platform, String call, ExpectedRecord expected) {
        try (var person = Person.signUp(platform, Map.of())) {
            String answer = ClientProgram.run(List.of("node", ClientProgram.installed("sdk.mjs").toString(), call),
                    Map.of("BASE_URL", person.relay().toString(), "KEY", person.key().secret(), "HEADERS",
                            expected.headerLines("\n")),
                    home);

            assertThat(answer.strip()).isEqualTo(TEXT);
            expected.assertEqualTo(person.onlyRecord(READABLE_MAX));
        }
    }

    private static Map<String, String> headers(ExpectedRecord expected) {
        return expected.headerLines("\n").lines().map(line -> line.split(": ", 2))
                .collect(java.util.stream.Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
