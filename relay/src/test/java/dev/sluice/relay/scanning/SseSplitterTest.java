package dev.sluice.relay.scanning;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class SseSplitterTest {

    private static final String STREAM = """
            : a comment
            event: message_start
            data: {"text":"grüße 😀"}

            retry: 10
            unknown
            data:no space
            data:  two lines

            event: nothing

            data

            data: last

            """;
    private static final List<String> DATA = List.of("{\"text\":\"grüße 😀\"}", "no space\n two lines", "", "last");

    private final List<String> seen = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void findsTheSameEventsWhereverTheStreamIsCut(String lineEnd) {
        byte[] bytes = STREAM.replace("\n", lineEnd).getBytes(UTF_8);

        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second += 7) {
                seen.clear();
                SseSplitter splitter = splitter(SseSplitter.EVENT_BYTES_MAX);
                splitter.feed(bytes, 0, first);
                splitter.feed(bytes, first, second);
                splitter.feed(bytes, second, bytes.length);
                assertThat(seen).isEqualTo(DATA);
            }
        }
    }

    @Test
    void survivesSingleBytesInABufferThatIsReused() {
        SseSplitter splitter = splitter(SseSplitter.EVENT_BYTES_MAX);
        byte[] one = new byte[1];

        for (byte b : STREAM.replace("\n", "\r\n").getBytes(UTF_8)) {
            one[0] = b;
            splitter.feed(one, 0, 1);
        }

        assertThat(seen).isEqualTo(DATA);
    }

    @Test
    void knowsWhereAnEventOfOurOwnMayStand() {
        SseSplitter splitter = splitter(SseSplitter.EVENT_BYTES_MAX);

        assertThat(splitter.atEventBorder()).isTrue();
        feed(splitter, "event: x\n");
        assertThat(splitter.atEventBorder()).isFalse();
        feed(splitter, "data: 1\n");
        assertThat(splitter.atEventBorder()).isFalse();
        feed(splitter, "\nda");
        assertThat(splitter.atEventBorder()).isFalse();
        feed(splitter, "ta: 2\n\n: still here\n");
        assertThat(splitter.atEventBorder()).isTrue();
    }

    @Test
    void anEventBeyondTheBoundIsCountedAndTheNextOneIsReadAgain() {
        SseSplitter splitter = splitter(32);

        feed(splitter, "data: " + "x".repeat(20));
        feed(splitter, "x".repeat(20) + "\n\ndata: small\n\n");
        feed(splitter, "data: " + "x".repeat(20) + "\n");
        feed(splitter, "data: " + "x".repeat(20) + "\n\ndata: too\n\n");

        assertThat(seen).containsExactly("small", "too");
        assertThat(splitter.oversizedEvents()).isEqualTo(2);
    }

    @Test
    void oneEventOfNineMegabytesIsReadWhole() {
        SseSplitter splitter = splitter(SseSplitter.EVENT_BYTES_MAX);
        String long1 = "y".repeat(9 * 1024 * 1024);

        feed(splitter, "data: " + long1.substring(0, 100));
        feed(splitter, long1.substring(100) + "\n");
        feed(splitter, "\n");

        assertThat(seen).containsExactly(long1);
    }

    private SseSplitter splitter(int eventBytesMax) {
        return new SseSplitter((bytes, from, to) -> seen.add(new String(bytes, from, to - from, UTF_8)), eventBytesMax);
    }

    private static void feed(SseSplitter splitter, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        splitter.feed(bytes, 0, bytes.length);
    }
}
