package dev.sluice.relay.metering;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.pricing.rating.ServedAs;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.dialect.Dialect;
import dev.sluice.relay.dialect.RequestFacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class AnswerMeterTest {

    private static final String STREAM = "data: {\"type\":\"response.output_text.delta\",\"delta\":\"Hi\"}\n\n"
            + "data: {\"type\":\"response.completed\",\"response\":{\"usage\":{\"input_tokens\":9,\"output_tokens\":2}}}\n\n";
    private static final String JSON = "{\"usage\":{\"input_tokens\":9,\"output_tokens\":2}}";

    @Test
    void anEncodedStreamIsReadInADecodedCopyWhereverItIsCut() throws IOException {
        byte[] encoded = gzip(STREAM);

        for (int cut = 0; cut <= encoded.length; cut++) {
            AnswerMeter meter = meter(true, true);
            meter.feed(encoded, 0, cut);
            meter.feed(encoded, cut, encoded.length);
            assertThat(meter.ended()).isTrue();
            assertThat(meter.reading().tokens()).isEqualTo(TokenUsage.of(9, 2));
            assertThat(meter.atEventBorder()).isFalse();
            meter.finish();
        }
    }

    @Test
    void anEncodedBodyIsReadAtItsEnd() throws IOException {
        byte[] encoded = gzip(JSON);
        AnswerMeter meter = meter(false, true);

        meter.feed(encoded, 0, encoded.length);
        meter.finish();

        assertThat(meter.reading().tokens()).isEqualTo(TokenUsage.of(9, 2));
    }

    @Test
    void whatCannotBeDecodedIsOnlyNotRead() {
        AnswerMeter meter = meter(true, true);

        meter.feed(STREAM.getBytes(UTF_8), 0, STREAM.length());
        meter.finish();

        assertThat(meter.reading().tokens()).isNull();
    }

    @Test
    void aBodyInPartsIsReadWhole() {
        AnswerMeter meter = meter(false, false);

        for (byte b : JSON.getBytes(UTF_8)) {
            meter.feed(new byte[]{b}, 0, 1);
        }
        meter.finish();

        assertThat(meter.reading().tokens()).isEqualTo(TokenUsage.of(9, 2));
    }

    private static AnswerMeter meter(boolean eventStream, boolean gzipped) {
        RequestFacts facts = new RequestFacts("m", true, null, 1, ServedAs.STANDARD, false, false, null);
        return new AnswerMeter(Dialect.OPENAI_RESPONSES.reader(facts), eventStream, gzipped);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
