package dev.sluice.relay.dialect;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.dialect.UsageReading.Ending;

import static dev.sluice.relay.dialect.Answers.CLAUDE_STREAM;
import static dev.sluice.relay.dialect.Dialect.ANTHROPIC_MESSAGES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class AnthropicUsageTest {

    private static final TokenUsage FINAL = new TokenUsage(101, 47, 30011, 1500, 0, 503, 0, 12);

    @Test
    void readsAWholeStream() {
        UsageReading reading = Answers.streamed(ANTHROPIC_MESSAGES, CLAUDE_STREAM);

        assertThat(reading.ending()).isEqualTo(Ending.FINISHED);
        assertThat(reading.tokens()).isEqualTo(FINAL);
        assertThat(reading.outputTold()).isTrue();
        assertThat(reading.model()).isEqualTo("claude-opus-5-5");
        assertThat(reading.responseId()).isEqualTo("msg_1");
        assertThat(reading.serviceTier()).isEqualTo("standard");
        assertThat(reading.geography()).isEqualTo("us");
        assertThat(reading.webSearches()).isEqualTo(3);
        assertThat(reading.textBytes()).isEqualTo("Grüße 😀\n".getBytes(UTF_8).length);
        assertThat(reading.rawUsage()).startsWith("{\"message_start\":{\"input_tokens\":101")
                .contains("\"message_delta\":{\"input_tokens\":101").endsWith("}}}");
    }

    @Test
    void readsTheSameWhereverItIsCut() {
        byte[] bytes = CLAUDE_STREAM.getBytes(UTF_8);
        UsageReading whole = Answers.streamed(ANTHROPIC_MESSAGES, CLAUDE_STREAM);

        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(Answers.streamed(ANTHROPIC_MESSAGES, bytes, cut, bytes.length)).isEqualTo(whole);
        }
    }

    @Test
    void aStreamThatStopsAnywhereNeverSaysMoreThanWasSeen() {
        byte[] bytes = CLAUDE_STREAM.getBytes(UTF_8);
        int startEnd = CLAUDE_STREAM.substring(0, CLAUDE_STREAM.indexOf("event: ping")).getBytes(UTF_8).length;
        int stopBegin = CLAUDE_STREAM.substring(0, CLAUDE_STREAM.indexOf("event: message_stop")).getBytes(UTF_8).length;

        for (int total = 0; total < bytes.length - 1; total++) {
            UsageReading reading = Answers.streamed(ANTHROPIC_MESSAGES, bytes, total, total);
            assertThat(reading.ending()).isEqualTo(Ending.OPEN);
            assertThat(reading.tokens() != null).isEqualTo(total >= startEnd);
            assertThat(reading.outputTold()).isEqualTo(total >= stopBegin);
        }
    }

    @Test
    void inputsAreTheLargestAndTheOutputTheLast() {
        UsageReading reading = Answers.streamed(ANTHROPIC_MESSAGES, stream(
                "{\"input_tokens\":10,\"cache_read_input_tokens\":5,\"output_tokens\":9}",
                "{\"input_tokens\":25,\"output_tokens\":30}", "{\"input_tokens\":0,\"output_tokens\":20}"));

        assertThat(reading.tokens()).isEqualTo(new TokenUsage(25, 20, 5, 0, 0, 0, 0, 0));
    }

    @Test
    void aWriteWithoutSplitIsForFiveMinutesAndASplitWithoutTotalIsTheTotal() {
        assertThat(Answers.streamed(ANTHROPIC_MESSAGES,
                stream("{\"input_tokens\":1,\"cache_creation_input_tokens\":70,\"output_tokens\":1}")).tokens())
                .isEqualTo(new TokenUsage(1, 1, 0, 70, 0, 0, 0, 0));
        assertThat(Answers.streamed(ANTHROPIC_MESSAGES,
                stream("{\"input_tokens\":1,\"cache_creation\":{\"ephemeral_5m_input_tokens\":4,"
                        + "\"ephemeral_1h_input_tokens\":3},\"output_tokens\":1}"))
                .tokens())
                .isEqualTo(new TokenUsage(1, 1, 0, 4, 0, 3, 0, 0));
    }

    @Test
    void compactionStandsBesideTheTopLevelAndMessagesInsideIt() {
        UsageReading reading = Answers.streamed(ANTHROPIC_MESSAGES,
                stream("{\"input_tokens\":10,\"output_tokens\":0}", "{\"output_tokens\":5,\"iterations\":["
                        + "{\"type\":\"message\",\"input_tokens\":10,\"output_tokens\":5},"
                        + "{\"type\":\"compaction\",\"input_tokens\":100,\"output_tokens\":7,\"cache_read_input_tokens\":3}]}"));

        assertThat(reading.tokens()).isEqualTo(new TokenUsage(110, 12, 3, 0, 0, 0, 0, 0));
    }

    @Test
    void zeroIsANumberAndAbsentIsNot() {
        UsageReading zero = Answers.whole(ANTHROPIC_MESSAGES, "{\"usage\":{\"input_tokens\":0,\"output_tokens\":0}}");
        UsageReading absent = Answers.whole(ANTHROPIC_MESSAGES, "{\"id\":\"msg_2\",\"usage\":{}}");

        assertThat(zero.tokens()).isEqualTo(TokenUsage.NONE);
        assertThat(zero.outputTold()).isTrue();
        assertThat(absent.tokens()).isNull();
        assertThat(absent.implausible()).isFalse();
    }

    @Test
    void numbersThatCannotBeTrueAreNotUsed() {
        UsageReading negative = Answers.whole(ANTHROPIC_MESSAGES,
                "{\"usage\":{\"input_tokens\":5,\"output_tokens\":-500000000000}}");
        UsageReading absurd = Answers.whole(ANTHROPIC_MESSAGES,
                "{\"usage\":{\"input_tokens\":99999999999999999999,\"output_tokens\":1}}");

        assertThat(negative.tokens()).isNull();
        assertThat(negative.implausible()).isTrue();
        assertThat(absurd.tokens()).isNull();
        assertThat(absurd.implausible()).isTrue();
    }

    @Test
    void anErrorInTheStreamEndsItAsFailed() {
        UsageReading reading = Answers.streamed(ANTHROPIC_MESSAGES, stream("{\"input_tokens\":10,\"output_tokens\":1}")
                .replace("message_stop", "error"));

        assertThat(reading.ending()).isEqualTo(Ending.FAILED);
    }

    private static String stream(String startUsage, String... deltaUsages) {
        StringBuilder stream = new StringBuilder(
                "data: {\"type\":\"message_start\",\"message\":{\"usage\":" + startUsage
                        + "}}\n\n");
        for (String usage : deltaUsages) {
            stream.append("data: {\"type\":\"message_delta\",\"delta\":{},\"usage\":").append(usage).append("}\n\n");
        }
        return stream.append("data: {\"type\":\"message_stop\"}\n\n").toString();
    }
}
