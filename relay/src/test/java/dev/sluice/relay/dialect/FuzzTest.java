package dev.sluice.relay.dialect;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.body.Span;
import dev.sluice.relay.dialect.Fuzzing.Input;
import dev.sluice.relay.dialect.GoldenAnswers.Golden;
import dev.sluice.relay.dialect.ScannedRequest.Readable;
import dev.sluice.relay.forwarding.request.BodyEdits;
import dev.sluice.relay.scanning.SseSplitter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// Whether anything breaks that a client or a provider can send, as [Fuzzing] looks for it.
class FuzzTest {

    private static final JsonMapper ORACLE = JsonMapper.builder().build();

    @Test
    void anAnswerReadsTheSameHoweverItIsCutAndNeverThrows() {
        List<Input> golden = GoldenAnswers.all().map(FuzzTest::input).toList();

        new Fuzzing("answers", golden).run((input, random) -> {
            Dialect dialect = GoldenAnswers.dialect(input.kind());
            byte[] bytes = input.bytes();
            UsageReading whole = Answers.streamed(dialect, bytes, bytes.length, bytes.length);

            assertThat(inPieces(dialect, bytes, random)).isEqualTo(whole);
            UsageReader reader = dialect.reader(Answers.FACTS);
            reader.onBody(bytes, 0, bytes.length);
            return List.of(input.kind(), shape(whole), shape(reader.reading()));
        });
    }

    private static Input input(Golden golden) {
        return new Input(golden.name().replace('/', '-'), golden.bytes());
    }

    /// What an answer told, not how much.
    private static List<Object> shape(UsageReading reading) {
        TokenUsage tokens = reading.tokens();
        return List.of(reading.ending(), tokens != null, tokens != null && tokens.cacheRead() > 0,
                tokens != null && tokens.cacheWrites() > 0, tokens != null && tokens.reasoning() > 0,
                reading.outputTold(), reading.implausible(), reading.rawUsage() != null, reading.model() != null,
                reading.serviceTier() != null, reading.responseId() != null, reading.webSearches() > 0,
                reading.textBytes() > 0);
    }

    @Test
    void theScannerAgreesWithAJsonLibrary() {
        RequestScanner scanner = new RequestScanner();

        new Fuzzing("requests", List.of()).run((input, random) -> {
            byte[] bytes = input.bytes();
            Dialect dialect = Dialect.values()[random.nextInt(Dialect.values().length)];
            JsonNode parsed = parsed(bytes);
            return switch (scanner.scan(dialect, bytes, 0, bytes.length)) {
                case ScannedRequest.Readable(var facts) when isJudgedByBoth(bytes) -> {
                    assertThat(parsed).isNotNull();
                    agree(facts, Objects.requireNonNull(parsed));
                    yield List.of(dialect, facts.stream(), facts.usageSplice() != null, facts.longCacheRetention());
                }
                case ScannedRequest.Readable _ -> dialect;
                case ScannedRequest.Unreadable(var reason) -> {
                    assertThat(parsed == null || !parsed.isObject() || reason.startsWith("model:")
                            || reason.contains("given twice")).as(reason).isTrue();
                    yield reason.replaceAll("[0-9]+", "");
                }
            };
        });
    }

    /// What an upstream is asked for is what the scanner read, at the place that is edited.
    @Test
    void aModelThatIsPutInTheClientsPlaceStandsAloneAndNothingElseChanges() {
        RequestScanner scanner = new RequestScanner();

        new Fuzzing("requests", List.of()).run((input, _) -> {
            byte[] bytes = input.bytes();
            if (parsed(bytes) instanceof ObjectNode parsed && isJudgedByBoth(bytes)
                    && scanner.scan(Dialect.ANTHROPIC_MESSAGES, bytes, 0, bytes.length) instanceof Readable) {
                Span place = Objects.requireNonNull(BodyEdits.modelIn(Unpooled.wrappedBuffer(bytes)));
                String text = new String(bytes, 0, place.offset(), UTF_8) + "\"another\""
                        + new String(bytes, place.offset() + place.length(),
                                bytes.length - place.offset() - place.length(), UTF_8);

                assertThat(ORACLE.readTree(text)).isEqualTo(parsed.put("model", "another"));
                return true;
            }
            return false;
        });
    }

    private static void agree(RequestFacts facts, JsonNode parsed) {
        assertThat(parsed.path("model").asString()).isEqualTo(facts.model());
        assertThat(parsed.path("stream").isBoolean() && parsed.path("stream").asBoolean()).isEqualTo(facts.stream());
        RequestFacts.Splice splice = facts.usageSplice();
        assertThat(splice == null || splice.offset() >= 0).isTrue();
    }

    /// As UTF-8 without a mark of the byte order: from bytes the library guesses other encodings, too.
    private static @Nullable JsonNode parsed(byte[] bytes) {
        try {
            return ORACLE.readTree(new String(bytes, UTF_8));
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /// The library refuses halves of surrogate pairs and bytes that are no UTF-8; the scanner lets them pass,
    /// as the grammar of JSON does.
    private static boolean isJudgedByBoth(byte[] bytes) {
        return isUtf8(bytes) && !new String(bytes, UTF_8).contains("\\ud8");
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    private static UsageReading inPieces(Dialect dialect, byte[] bytes, Random random) {
        UsageReader reader = dialect.reader(Answers.FACTS);
        SseSplitter splitter = new SseSplitter(reader);
        int at = 0;
        while (at < bytes.length) {
            int to = Math.min(bytes.length, at + 1 + random.nextInt(200));
            splitter.feed(bytes, at, to);
            at = to;
        }
        return reader.reading();
    }
}
