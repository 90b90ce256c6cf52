package dev.sluice.relay.dialect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.contracts.pricing.rating.ServedAs;
import dev.sluice.relay.dialect.RequestFacts.Splice;
import dev.sluice.relay.dialect.ScannedRequest.Readable;
import dev.sluice.relay.dialect.ScannedRequest.Unreadable;

import static dev.sluice.relay.dialect.Dialect.ANTHROPIC_MESSAGES;
import static dev.sluice.relay.dialect.Dialect.OPENAI_CHAT_COMPLETIONS;
import static dev.sluice.relay.dialect.Dialect.OPENAI_COMPLETIONS;
import static dev.sluice.relay.dialect.Dialect.OPENAI_RESPONSES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class RequestScannerTest {

    private final RequestScanner scanner = new RequestScanner();

    @Test
    void findsWhatDecidesAndToleratesTheRest() {
        RequestFacts facts = readable(ANTHROPIC_MESSAGES,
                """
                        {"messages":[{"role":"user","content":"{\\"model\\":\\"no\\"}"}],"model":"claude-opus-5-5",
                         "metadata":{"model":"neither"},"max_tokens":128000,"stream":true,"service_tier":"fast","speed":"fast","inference_geo":"us","unknown":[{}]}
                        """);

        assertThat(facts).isEqualTo(
                new RequestFacts("claude-opus-5-5", true, 128000L, 1, new ServedAs("priority", "fast", "us"), false,
                        false, false, null));
    }

    @Test
    void readsTheOutputBoundOfEachDialect() {
        assertThat(readable(OPENAI_RESPONSES, "{\"model\":\"m\",\"max_tokens\":1,\"max_output_tokens\":2}")
                .maxOutputTokens())
                .isEqualTo(2);
        assertThat(readable(OPENAI_CHAT_COMPLETIONS,
                "{\"model\":\"m\",\"max_tokens\":7,\"max_completion_tokens\":5,\"n\":3}"))
                .isEqualTo(new RequestFacts("m", false, 7L, 3, ServedAs.STANDARD, false, false, true, null));
        assertThat(readable(OPENAI_RESPONSES, "{\"model\":\"m\",\"max_output_tokens\":null}").maxOutputTokens())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"model\":\"m\",\"previous_response_id\":\"resp_1\"} | true",
            "{\"model\":\"m\",\"previous_response_id\":null} | false",
            "{\"model\":\"m\",\"input\":[{\"content\":[{\"type\":\"input_file\",\"file_id\":\"f\"}]}]} | true",
            "{\"model\":\"m\",\"messages\":[{\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"u\"}}]}]} | true",
            "{\"model\":\"m\",\"tools\":[{\"input_schema\":{\"properties\":{\"file_id\":{}}}}]} | false",
            "{\"model\":\"m\",\"input\":\"file_id\"} | false"})
    void noticesInputThatTheBodyDoesNotContain(String body, boolean refers) {
        assertThat(readable(OPENAI_RESPONSES, body).refersToStored()).isEqualTo(refers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "'' | the body must be a JSON object",
            "[] | the body must be a JSON object",
            "{\"model\":\"m\" | invalid JSON at byte 12: expected ',' or '}'",
            "{\"model\":\"m\"} x | invalid JSON at byte 14: expected the end",
            "{} | model: missing (expected: a string)",
            "{\"model\":7} | model: missing (expected: a string)",
            "{\"model\":\"a\",\"mod\\u0065l\":\"b\"} | model: given twice (expected: once)"})
    void saysPreciselyWhatIsWrong(String body, String reason) {
        assertThat(scan(OPENAI_RESPONSES, body)).isEqualTo(new Unreadable(reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"model\":\"m\",\"stream\":true} | {\"stream_options\":{\"include_usage\":true},\"model\":\"m\",\"stream\":true}",
            "{\"model\":\"m\",\"stream\":true,\"stream_options\":{}} | {\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
            "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"a\":1}} | {\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true,\"a\":1}}",
            "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":false}} | {\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
            "{\"model\":\"m\",\"stream\":true,\"stream_options\":null} | {\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}"})
    void knowsTheOneEditThatAsksAChatStreamForItsUsage(String body, String expected) {
        Splice splice = requireNonNull(readable(OPENAI_CHAT_COMPLETIONS, body).usageSplice());

        assertThat(
                new StringBuilder(body).replace(splice.offset(), splice.offset() + splice.removed(), splice.inserted()))
                .hasToString(expected);
    }

    @Test
    void leavesARequestAloneThatAsksForItsUsageOrDoesNotStream() {
        assertThat(readable(OPENAI_CHAT_COMPLETIONS,
                "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}").usageSplice())
                .isNull();
        assertThat(readable(OPENAI_CHAT_COMPLETIONS, "{\"model\":\"m\"}").usageSplice()).isNull();
    }

    @Test
    void countsTheEditFromTheBodyWhereverInTheArrayItLies() {
        byte[] pooled = "?????{\"model\":\"m\",\"stream\":true}".getBytes(UTF_8);

        var scanned = (Readable) scanner.scan(OPENAI_CHAT_COMPLETIONS, pooled, 5, pooled.length);

        assertThat(requireNonNull(scanned.facts().usageSplice()).offset()).isOne();
    }

    @Test
    void countsThePlaceOfAnErrorFromTheBodyWhereverInTheArrayItLies() {
        byte[] pooled = "?????{\"model\":}".getBytes(UTF_8);

        assertThat(scanner.scan(OPENAI_CHAT_COMPLETIONS, pooled, 5, pooled.length))
                .isEqualTo(new Unreadable("invalid JSON at byte 9: expected a value"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"model\":\"m\",\"prompt\":\"one\",\"max_tokens\":9} | 1",
            "{\"model\":\"m\",\"prompt\":[1,2,3],\"n\":2} | 2",
            "{\"model\":\"m\",\"prompt\":[\"one\",\"two\"],\"n\":2,\"best_of\":3} | 6",
            "{\"model\":\"m\",\"prompt\":[[1,2],[3]]} | 2",
            "{\"model\":\"m\",\"prompt\":[]} | 1"})
    void everyPromptOfALegacyCompletionGetsItsOwnAnswers(String body, int choices) {
        RequestFacts facts = readable(OPENAI_COMPLETIONS, body);

        assertThat(facts.choices()).isEqualTo(choices);
        assertThat(facts.refersToStored()).isFalse();
    }

    @Test
    void aLegacyStreamIsAskedForItsUsageToo() {
        assertThat(requireNonNull(readable(OPENAI_COMPLETIONS, "{\"model\":\"m\",\"stream\":true}").usageSplice())
                .offset()).isOne();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "ANTHROPIC_MESSAGES | {\"model\":\"m\"} | false",
            "ANTHROPIC_MESSAGES | {\"model\":\"m\",\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"}} | true",
            "ANTHROPIC_MESSAGES | {\"model\":\"m\",\"thinking\":{\"type\":\"disabled\"}} | false",
            "OPENAI_RESPONSES | {\"model\":\"m\"} | true",
            "OPENAI_RESPONSES | {\"model\":\"m\",\"reasoning\":{\"effort\":\"none\"}} | false",
            "OPENAI_RESPONSES | {\"model\":\"m\",\"reasoning\":null} | true",
            "OPENAI_CHAT_COMPLETIONS | {\"model\":\"m\",\"reasoning_effort\":\"none\"} | false",
            "OPENAI_CHAT_COMPLETIONS | {\"model\":\"m\",\"reasoning_effort\":\"low\"} | true",
            "OPENAI_COMPLETIONS | {\"model\":\"m\"} | false"})
    void knowsWhetherTheModelMayReasonUnseen(Dialect dialect, String body, boolean unseen) {
        assertThat(readable(dialect, body).reasonsUnseen()).isEqualTo(unseen);
    }

    private RequestFacts readable(Dialect dialect, String body) {
        return ((Readable) scan(dialect, body)).facts();
    }

    private ScannedRequest scan(Dialect dialect, String body) {
        byte[] bytes = body.strip().getBytes(UTF_8);
        return scanner.scan(dialect, bytes, 0, bytes.length);
    }
}
