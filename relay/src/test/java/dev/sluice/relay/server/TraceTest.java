package dev.sluice.relay.server;

import java.io.IOException;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// A trace goes on at the provider and on the events, under the relay's own span.
class TraceTest {

    private static final String BODY = "{\"model\":\"claude-opus-5-5\",\"max_tokens\":100,\"stream\":true,"
            + "\"messages\":[]}";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CLIENT_SPAN = "00f067aa0ba902b7";

    private final RelayUnderTest relay = new RelayUnderTest();

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    @Test
    void continuesTheClientsTrace() throws IOException {
        Map<String, String> sent = sentUpstream("traceparent: 00-" + TRACE + "-" + CLIENT_SPAN + "-01",
                "tracestate: rojo=1");

        assertThat(sent.get("traceparent")).matches("00-" + TRACE + "-[0-9a-f]{16}-01").doesNotContain(CLIENT_SPAN);
        assertThat(sent).containsEntry("tracestate", "rojo=1");
    }

    @Test
    void beginsATraceWhereTheClientSendsNone() throws IOException {
        assertThat(sentUpstream().get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    @Test
    void replacesAnInvalidTraceAndDropsItsState() throws IOException {
        Map<String, String> sent = sentUpstream("traceparent: 00-" + TRACE + "-0000000000000000-01",
                "tracestate: rojo=1");

        assertThat(sent.get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00").doesNotContain(TRACE);
        assertThat(sent).doesNotContainKey("tracestate");
    }

    /// The headers that the provider got; both events carry the same trace.
    private Map<String, String> sentUpstream(String... headers) throws IOException {
        relay.upstream.streams(Streams.CLAUDE_PARTS);
        try (RawClient client = relay.connect()) {
            assertThat(client.send(RawClient.post("/v1/messages", relay.key, BODY, headers)).answer().status())
                    .isEqualTo(200);
        }
        Map<String, String> sent = relay.upstream.received().getFirst().headers();
        assertThat(relay.recorder.reserved().getFirst().traceparent()).isEqualTo(sent.get("traceparent"));
        assertThat(relay.recorder.settled().getFirst().traceparent()).isEqualTo(sent.get("traceparent"));
        return sent;
    }
}
