package dev.sluice.relay.encoding;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class DecodedBodyTest {

    private static final int BYTES_MAX = 32 * 1024 * 1024;
    private static final byte[] JSON = ("{\"model\":\"gpt-6-luna\",\"input\":\"" + "Grüße ".repeat(20_000) + "\"}")
            .getBytes(UTF_8);

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void aBodyIsReadInADecodedCopyAndStaysAsItIs(ContentCoding coding) {
        byte[] encoded = Encoded.as(coding, JSON);
        ByteBuf body = Unpooled.wrappedBuffer(encoded);

        assertThat(content(DecodedBody.of(coding, body, BYTES_MAX, ByteBufAllocator.DEFAULT))).isEqualTo(JSON);

        assertThat(body.readableBytes()).isEqualTo(encoded.length);
        assertThat(body.refCnt()).isOne();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void anEmptyContentIsContent(ContentCoding coding) {
        assertThat(content(decoded(coding, Encoded.as(coding, new byte[0])))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void aCutBodyNeverLooksWhole(ContentCoding coding) {
        byte[] encoded = Encoded.as(coding, "{\"model\":\"gpt-6-luna\"}".getBytes(UTF_8));

        for (int cut = 0; cut < encoded.length - 9; cut++) {
            DecodedBody decoded = decoded(coding, Arrays.copyOf(encoded, cut));
            if (decoded instanceof DecodedBody.Whole whole) {
                assertThat(new String(content(whole), UTF_8)).as("cut at %d", cut).doesNotEndWith("}");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void whatFollowsTheEndIsReadOrRefused(ContentCoding coding) {
        byte[] first = Encoded.as(coding, "{\"model\":\"a\"}".getBytes(UTF_8));
        byte[] twice = joined(first, Encoded.as(coding, "{\"model\":\"b\"}".getBytes(UTF_8)));
        byte[] followed = joined(first, "{\"model\":\"b\"}".getBytes(UTF_8));

        for (byte[] body : List.of(twice, followed)) {
            if (decoded(coding, body) instanceof DecodedBody.Whole whole) {
                assertThat(new String(content(whole), UTF_8)).isEqualTo("{\"model\":\"a\"}{\"model\":\"b\"}");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void noiseIsCorrupt(ContentCoding coding) {
        byte[] noise = new byte[512];
        new Random(5).nextBytes(noise);

        assertThat(decoded(coding, noise)).isEqualTo(new DecodedBody.Corrupt());
        assertThat(decoded(coding, JSON)).isEqualTo(new DecodedBody.Corrupt());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
    void aBombIsDefusedBeforeItGrows(ContentCoding coding) {
        byte[] bomb = Encoded.as(coding, new byte[64 * 1024 * 1024]);

        assertThat(decoded(coding, bomb)).isInstanceOf(DecodedBody.TooLarge.class);
    }

    @Test
    void theRatioOfABombIsBoundedWhateverTheCap() {
        byte[] small = Encoded.as(ContentCoding.ZSTD, new byte[8 * 1024 * 1024]);

        assertThat(decoded(ContentCoding.ZSTD, small))
                .isEqualTo(new DecodedBody.TooLarge(DecodedBody.RATIO_FREE_BYTES + small.length * 200L));
    }

    @Test
    void aZstdFrameWithAHugeWindowIsNotGivenIt() {
        byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0x00, (byte) 0x88, 1, 0, 0};

        assertThat(decoded(ContentCoding.ZSTD, frame)).isEqualTo(new DecodedBody.Corrupt());
    }

    @Test
    void codingsAreReadByNameAndOneAtATime() {
        assertThat(ContentCoding.of(List.of())).contains(ContentCoding.IDENTITY);
        assertThat(ContentCoding.of(List.of("X-GZip"))).contains(ContentCoding.GZIP);
        assertThat(ContentCoding.of(List.of(" zstd "))).contains(ContentCoding.ZSTD);
        assertThat(ContentCoding.of(List.of("gzip, br"))).isEmpty();
        assertThat(ContentCoding.of(List.of("gzip", "br"))).isEmpty();
        assertThat(ContentCoding.of(List.of("compress"))).isEmpty();
    }

    private static DecodedBody decoded(ContentCoding coding, byte[] encoded) {
        return DecodedBody.of(coding, Unpooled.wrappedBuffer(encoded), BYTES_MAX, ByteBufAllocator.DEFAULT);
    }

    private static byte[] content(DecodedBody decoded) {
        assertThat(decoded).isInstanceOf(DecodedBody.Whole.class);
        ByteBuf content = ((DecodedBody.Whole) decoded).content();
        byte[] bytes = new byte[content.readableBytes()];
        content.readBytes(bytes);
        content.release();
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
