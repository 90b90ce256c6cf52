package dev.sluice.relay.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReplyReaderTest {

    @Test
    void readsEveryKind() {
        assertThat(read(":-42\r\n")).isEqualTo(-42L);
        assertThat(read(":9007199254740993\r\n")).isEqualTo(9_007_199_254_740_993L);
        assertThat(read("+PONG\r\n")).isEqualTo("PONG");
        assertThat(read("$0\r\n\r\n")).isEqualTo("");
        assertThat(read("$4\r\na\r\nb\r\n")).isEqualTo("a\r\nb");
        assertThat(read("$-1\r\n")).isSameAs(ReplyReader.NIL);
        assertThat(read("*-1\r\n")).isSameAs(ReplyReader.NIL);
        assertThat(read("*0\r\n")).isEqualTo(List.of());
        assertThat(read("*3\r\n:1\r\n$2\r\nab\r\n*1\r\n:2\r\n")).isEqualTo(List.of(1L, "ab", List.of(2L)));
        assertThat(read("-NOSCRIPT No matching script.\r\n"))
                .isEqualTo(new ReplyReader.Fault("NOSCRIPT No matching script."));
    }

    @Test
    void waitsForTheRestWhereverItIsCut() {
        String whole = "*4\r\n:12\r\n$-1\r\n$5\r\nhello\r\n*1\r\n-ERR no\r\n";
        for (int cut = 0; cut < whole.length(); cut++) {
            ByteBuf in = bytes(whole.substring(0, cut));
            assertThat(ReplyReader.next(in)).as("cut at %d", cut).isNull();
            assertThat(in.readerIndex()).isZero();
            in.writeCharSequence(whole.substring(cut), StandardCharsets.US_ASCII);
            assertThat(ReplyReader.next(in)).isEqualTo(
                    List.of(12L, ReplyReader.NIL, "hello", List.of(new ReplyReader.Fault("ERR no"))));
            assertThat(in.isReadable()).isFalse();
        }
    }

    @Test
    void readsOneReplyAfterTheOther() {
        ByteBuf in = bytes(":1\r\n:2\r\n");

        assertThat(ReplyReader.next(in)).isEqualTo(1L);
        assertThat(ReplyReader.next(in)).isEqualTo(2L);
        assertThat(ReplyReader.next(in)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?1\r\n", ":\r\n", ":-\r\n", ":1x\r\n", ":12345678901234567890\r\n", "$1048577\r\n",
            "$-2\r\n", "*1025\r\n", "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n"})
    void takesNothingThatIsNoReplyOfOurs(String bytes) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesNoLineWithoutAnEnd() {
        String endless = "+" + "x".repeat(ReplyReader.LINE_BYTES_MAX);

        assertThatThrownBy(() -> read(endless)).isInstanceOf(IllegalArgumentException.class);
    }

    private static @Nullable Object read(String text) {
        return ReplyReader.next(bytes(text));
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.buffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
