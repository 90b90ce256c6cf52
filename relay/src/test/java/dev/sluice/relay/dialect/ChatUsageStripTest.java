package dev.sluice.relay.dialect;

import java.io.ByteArrayOutputStream;

import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ChatUsageStripTest {

    private static final String STREAM = """
            data: {"id":"1","choices":[{"delta":{"content":"ü \\"usage\\":null"}}],"usage":null}

            : comment

            data: {"usage":null,"id":"1","choices":[]}

            data: {"id":"1","choices":[],"usage":{"prompt_tokens":9}}

            data: [DONE]

            """;
    private static final String STRIPPED = """
            data: {"id":"1","choices":[{"delta":{"content":"ü \\"usage\\":null"}}]}

            : comment

            data: {"id":"1","choices":[]}

            data: [DONE]

            """;

    @Test
    void takesOutOnlyWhatTheClientDidNotAskForWhereverTheStreamIsCut() {
        byte[] bytes = STREAM.getBytes(UTF_8);

        for (int cut = 0; cut <= bytes.length; cut++) {
            ChatUsageStrip strip = new ChatUsageStrip();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(strip.pass(bytes, 0, cut));
            out.writeBytes(strip.pass(bytes, cut, bytes.length));
            out.writeBytes(strip.rest());
            assertThat(out.toString(UTF_8)).isEqualTo(STRIPPED);
        }
    }

    @Test
    void whatIsNoWholeEventPassesAtTheEnd() {
        ChatUsageStrip strip = new ChatUsageStrip();

        assertThat(strip.pass("data: x".getBytes(UTF_8), 0, 7)).isEmpty();
        assertThat(strip.rest()).asString(UTF_8).isEqualTo("data: x");
    }
}
