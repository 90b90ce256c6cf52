package dev.sluice.relay.metering;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import dev.sluice.contracts.pricing.rating.ServedAs;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.dialect.Dialect;
import dev.sluice.relay.dialect.RequestFacts;
import dev.sluice.relay.encoding.ContentCoding;
import dev.sluice.relay.encoding.Encoded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class AnswerMeterTest {

    private static final String STREAM = "data: {\"type\":\"response.output_text.delta\",\"delta\":\"Hi\"}\n\n"
            + "data: {\"type\":\"response.completed\",\"response\":{\"usage\":{\"input_tokens\":9,\"output_tokens\":2}}}\n\n";
    private static final String JSON = "{\"usage\":{\"input_tokens\":9,\"output_tokens\":2}}";

    private static final String[] PARTS = STREAM.split("(?<=\n\n)");

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void anEncodedStreamIsReadInADecodedCopyWhereverItIsCut(ContentCoding coding) {
        byte[] encoded = Encoded.inParts(coding, PARTS[0].getBytes(UTF_8), PARTS[1].getBytes(UTF_8));

        for (int cut = 0; cut <= encoded.length; cut++) {
            AnswerMeter meter = meter(true, coding);
            meter.feed(encoded, 0, cut);
            meter.feed(encoded, cut, encoded.length);
            assertThat(meter.ended()).isTrue();
            assertThat(meter.reading().tokens()).isEqualTo(TokenUsage.of(9, 2));
            assertThat(meter.atEventBorder()).isFalse();
            meter.finish();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void anEncodedStreamInSingleBytesIsReadAsItComes(ContentCoding coding) {
        byte[] encoded = Encoded.inParts(coding, PARTS[0].getBytes(UTF_8), PARTS[1].getBytes(UTF_8));
        int flushed = Encoded.inParts(coding, PARTS[0].getBytes(UTF_8), new byte[0]).length;
        AnswerMeter meter = meter(true, coding);

        for (int i = 0; i < encoded.length; i++) {
            meter.feed(encoded, i, i + 1);
            if (i == flushed) {
                assertThat(meter.textBytes()).as("text seen before the stream ends").isEqualTo(2);
            }
        }
        meter.finish();

        assertThat(meter.reading().tokens()).isEqualTo(TokenUsage.of(9, 2));
    }

    @ParameterizedTest
    @EnumSource
    void anEncodedBodyIsReadAtItsEnd(ContentCoding coding) {
        byte[] encoded = Encoded.as(coding, JSON.getBytes(UTF_8));
        AnswerMeter meter = meter(false, coding);

        meter.feed(encoded, 0, encoded.length);
        meter.finish();

        assertThat(meter.reading().tokens()).isEqualTo(TokenUsage.of(9, 2));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void whatCannotBeDecodedIsEstimatedFromWhatPassed(ContentCoding coding) {
        AnswerMeter meter = meter(true, coding);

        meter.feed(STREAM.getBytes(UTF_8), 0, STREAM.length());
        assertThat(meter.ended()).isFalse();
        meter.finish();

        assertThat(meter.ended()).isTrue();
        assertThat(meter.reading().tokens()).isNull();
        assertThat(meter.reading().textBytes()).isEqualTo(STREAM.length());
    }

    @Test
    void aCodingThatNobodyKnowsIsEstimatedFromWhatPassed() {
        AnswerMeter meter = meter(false, null);

        meter.feed(JSON.getBytes(UTF_8), 0, JSON.length());
        meter.finish();

        assertThat(meter.ended()).isTrue();
        assertThat(meter.reading().textBytes()).isEqualTo(JSON.length());
    }

    @Test
    void aBodyInPartsIsReadWhole() {
        AnswerMeter meter = meter(false, ContentCoding.IDENTITY);

        for (byte b : JSON.getBytes(UTF_8)) {
            meter.feed(new byte[]{b}, 0, 1);
        }
        meter.finish();

        assertThat(meter.reading().tokens()).isEqualTo(TokenUsage.of(9, 2));
    }

    private static AnswerMeter meter(boolean eventStream, @Nullable ContentCoding coding) {
        RequestFacts facts = new RequestFacts("m", true, null, 1, ServedAs.STANDARD, false, false, false, null);
        return new AnswerMeter(Dialect.OPENAI_RESPONSES.reader(facts), eventStream, coding);
    }
}
