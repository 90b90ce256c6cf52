package dev.sluice.relay.dialect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.contracts.pricing.rating.ServedAs;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.dialect.UsageReading.Ending;

import static dev.sluice.relay.dialect.Answers.CHAT_STREAM;
import static dev.sluice.relay.dialect.Answers.RESPONSES_STREAM;
import static dev.sluice.relay.dialect.Answers.TEXT_STREAM;
import static dev.sluice.relay.dialect.Dialect.OPENAI_CHAT_COMPLETIONS;
import static dev.sluice.relay.dialect.Dialect.OPENAI_COMPLETIONS;
import static dev.sluice.relay.dialect.Dialect.OPENAI_RESPONSES;
import static dev.sluice.relay.dialect.Dialect.OPENAI_RESPONSES_COMPACT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class OpenAiUsageTest {

    @Test
    void cachedAndWrittenTokensAreTakenOutOfTheInput() {
        UsageReading reading = Answers.streamed(OPENAI_RESPONSES, RESPONSES_STREAM);

        assertThat(reading.ending()).isEqualTo(Ending.FINISHED);
        assertThat(reading.tokens()).isEqualTo(new TokenUsage(397, 211, 512, 0, 100, 0, 0, 64));
        assertThat(reading.model()).isEqualTo("gpt-6.1-sol-2026");
        assertThat(reading.serviceTier()).isEqualTo("priority");
        assertThat(reading.responseId()).isEqualTo("resp_1");
        assertThat(reading.webSearches()).isEqualTo(1);
        assertThat(reading.textBytes()).isEqualTo(6);
        assertThat(reading.rawUsage()).startsWith("{\"input_tokens\":1009").endsWith("\"total_tokens\":1220}");
    }

    @Test
    void aChatStreamTellsItsUsageInTheLastChunk() {
        UsageReading reading = Answers.streamed(OPENAI_CHAT_COMPLETIONS, CHAT_STREAM);

        assertThat(reading.ending()).isEqualTo(Ending.FINISHED);
        assertThat(reading.tokens()).isEqualTo(new TokenUsage(497, 211, 512, 0, 0, 0, 0, 64));
        assertThat(reading.textBytes()).isEqualTo(4);
        assertThat(reading.serviceTier()).isEqualTo("default");
    }

    @Test
    void aLegacyStreamTellsItsUsageInTheLastChunkToo() {
        UsageReading reading = Answers.streamed(OPENAI_COMPLETIONS, TEXT_STREAM);

        assertThat(reading.ending()).isEqualTo(Ending.FINISHED);
        assertThat(reading.tokens()).isEqualTo(TokenUsage.of(12, 5));
        assertThat(reading.textBytes()).isEqualTo("Grüße".getBytes(UTF_8).length);
    }

    @Test
    void everythingTheModelWroteCounts() {
        UsageReading chat = Answers.streamed(OPENAI_CHAT_COMPLETIONS, """
                data: {"choices":[{"index":0,"delta":{"role":"assistant","refusal":"no"},"finish_reason":null}]}

                data: {"choices":[{"delta":{"reasoning_content":"hmm","content":[{"type":"text","text":"ok"}]}}]}

                data: {"choices":[{"delta":{"tool_calls":[{"id":"c","function":{"name":"f","arguments":"{1}"}}]}}]}

                """);
        UsageReading responses = Answers.streamed(OPENAI_RESPONSES, """
                data: {"type":"response.function_call_arguments.delta","delta":"{1}"}

                data: {"type":"response.refusal.delta","delta":"no"}

                data: {"type":"response.reasoning_summary_text.delta","delta":"hmm"}

                """);

        assertThat(chat.textBytes()).isEqualTo(2 + 3 + 2 + 3);
        assertThat(responses.textBytes()).isEqualTo(3 + 2 + 3);
    }

    @Test
    void aCompactedConversationIsReadLikeAResponse() {
        UsageReading reading = Answers.whole(OPENAI_RESPONSES_COMPACT, "{\"id\":\"resp_3\",\"object\":"
                + "\"response.compaction\",\"output\":[{\"type\":\"compaction\"}],"
                + "\"usage\":{\"input_tokens\":900,\"input_tokens_details\":{\"cached_tokens\":400},\"output_tokens\":30}}");

        assertThat(reading.tokens()).isEqualTo(new TokenUsage(500, 30, 400, 0, 0, 0, 0, 0));
        assertThat(reading.ending()).isEqualTo(Ending.FINISHED);
    }

    @Test
    void bothReadTheSameWhereverTheyAreCut() {
        for (int cut = 0; cut <= RESPONSES_STREAM.length(); cut++) {
            byte[] bytes = RESPONSES_STREAM.getBytes(UTF_8);
            assertThat(Answers.streamed(OPENAI_RESPONSES, bytes, cut, bytes.length))
                    .isEqualTo(Answers.streamed(OPENAI_RESPONSES, RESPONSES_STREAM));
        }
        for (int cut = 0; cut <= CHAT_STREAM.length(); cut++) {
            byte[] bytes = CHAT_STREAM.getBytes(UTF_8);
            assertThat(Answers.streamed(OPENAI_CHAT_COMPLETIONS, bytes, cut, bytes.length))
                    .isEqualTo(Answers.streamed(OPENAI_CHAT_COMPLETIONS, CHAT_STREAM));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"response.incomplete", "response.failed"})
    void everyTerminalEventCounts(String type) {
        UsageReading reading = Answers.streamed(OPENAI_RESPONSES, RESPONSES_STREAM.replace("response.completed", type));

        assertThat(reading.ending()).isNotEqualTo(Ending.OPEN);
        assertThat(reading.tokens()).isEqualTo(new TokenUsage(397, 211, 512, 0, 100, 0, 0, 64));
    }

    @Test
    void aStreamCutBeforeTheEndHasNoNumbersAtAll() {
        byte[] bytes = RESPONSES_STREAM.getBytes(UTF_8);

        UsageReading reading = Answers.streamed(OPENAI_RESPONSES, bytes, 10, bytes.length - 2);

        assertThat(reading.ending()).isEqualTo(Ending.OPEN);
        assertThat(reading.tokens()).isNull();
        assertThat(reading.model()).isEqualTo("gpt-6.1-sol");
        assertThat(reading.textBytes()).isEqualTo(6);
    }

    @Test
    void readsWholeBodies() {
        UsageReading responses = Answers.whole(OPENAI_RESPONSES,
                "{\"id\":\"resp_2\",\"model\":\"gpt-6-sol\",\"output\":[7],"
                        + "\"usage\":{\"input_tokens\":0,\"output_tokens\":0}}");
        UsageReading chat = Answers.whole(OPENAI_CHAT_COMPLETIONS, "{\"id\":\"chatcmpl-2\",\"choices\":[{\"message\":"
                + "{\"content\":\"Hi\"}}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}");

        assertThat(responses.tokens()).isEqualTo(TokenUsage.NONE);
        assertThat(chat.tokens()).isEqualTo(TokenUsage.of(3, 2));
    }

    @Test
    void partsAboveTheirTotalAreImplausible() {
        UsageReading reading = Answers.whole(OPENAI_RESPONSES, "{\"usage\":{\"input_tokens\":10,"
                + "\"input_tokens_details\":{\"cached_tokens\":11},\"output_tokens\":1}}");

        assertThat(reading.tokens()).isNull();
        assertThat(reading.implausible()).isTrue();
    }

    @Test
    void aWriteKeptForHoursHasItsOwnClass() {
        RequestFacts facts = new RequestFacts("m", false, null, 1, ServedAs.STANDARD, true, false, false, null);
        UsageReader reader = OPENAI_RESPONSES.reader(facts);
        byte[] json = ("{\"usage\":{\"input_tokens\":10,\"input_tokens_details\":{\"cache_write_tokens\":4},"
                + "\"output_tokens\":1}}").getBytes(UTF_8);

        reader.onBody(json, 0, json.length);

        assertThat(reader.reading().tokens()).isEqualTo(new TokenUsage(6, 1, 0, 0, 0, 0, 4, 0));
    }

    @Test
    void whatIsNoJsonIsPassedOver() {
        UsageReading reading = Answers.streamed(OPENAI_RESPONSES,
                "data: {\"type\":\n\ndata: null\n\n" + RESPONSES_STREAM);

        assertThat(reading.tokens()).isNotNull();
    }
}
