package dev.sluice.relay.server;

import java.io.IOException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.relay.exchange.reservation.Admission.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

/// Requests that a proxy before the relay could delimit in another way: none is served, and nothing after
/// it either.
class SmugglingTest {

    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";
    private static final String BODY = "{\"model\":\"claude-opus-5-5\"}";
    private static final String SMUGGLED = "GET /v1/models HTTP/1.1\r\nHost: r\r\n\r\n";

    private final RelayUnderTest relay = new RelayUnderTest();

    @AfterEach
    void stop() throws IOException {
        assertThat(relay.upstream.received()).isEmpty();
        assertThat(relay.recorder.events()).isEmpty();
        relay.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Content-Length: 27\r\nTransfer-Encoding: chunked\r\n\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 27\r\n\r\n",
            "Content-Length: 27\r\nContent-Length: 27\r\n\r\n",
            "Content-Length: 27\r\nContent-Length: 28\r\n\r\n",
            "Content-Length: 27, 27\r\n\r\n",
            "Content-Length: +27\r\n\r\n",
            "Content-Length: 0x1b\r\n\r\n",
            "Content-Length : 27\r\n\r\n",
            "Content-Length: 27\nX: y\r\n\r\n",
            "Content-Length: 27\n\n",
            "X: a\rContent-Length: 27\r\n\r\n",
            "X Y: a\r\nContent-Length: 27\r\n\r\n",
            ": a\r\nContent-Length: 27\r\n\r\n",
            "nocolon\r\nContent-Length: 27\r\n\r\n",
            "X: a\0b\r\nContent-Length: 27\r\n\r\n",
            "Content-Length:\r\n 27\r\nContent-Length: 1\r\n\r\n",
            "Host: other\r\nContent-Length: 27\r\n\r\n",
            "Transfer-Encoding:\r\n chunked\r\n\r\n",
            "Transfer-Encoding: xchunked\r\n\r\n",
            "Transfer-Encoding: chunked, identity\r\n\r\n",
            "Transfer-Encoding: gzip, chunked\r\n\r\n",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
            "Transfer-Encoding: \u000bchunked\r\n\r\n",
            "Transfer-Encoding : chunked\r\n\r\n",
            "Transfer-Encoding: \"chunked\"\r\n\r\n",
            CHUNKED + "-1\r\n",
            CHUNKED + "0x1\r\n",
            CHUNKED + "FFFFFFFFF\r\n",
            CHUNKED + "1\nx\n0\n\n",
            CHUNKED + "1\r\nxy",
            CHUNKED + "1 \u0000\r\n",
            CHUNKED + "1;a=b\nx\r\n"})
    void anAmbiguousRequestIsRefusedAndTheConnectionEnds(String framing) throws IOException {
        refusedAndClosed("POST /v1/messages HTTP/1.1\r\nHost: r\r\nx-api-key: " + relay.key.reveal() + "\r\n" + framing
                + BODY + SMUGGLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "POST /v1/messages HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
            "POST /v1/messages HTTP/1.1\r\nHost: r\r\nContent-Length: -1\r\n\r\n",
            "POST /v1/messages HTTP/1.1\r\nHost: r\r\nTransfer-Encoding: identity\r\n\r\n",
            "POST /v1/messages HTTP/1.1\r\nHost: a b\r\nContent-Length: 0\r\n\r\n",
            "POST /v1/messages HTTP/1.1\r\nHost: a/../b\r\nContent-Length: 0\r\n\r\n",
            "POST /v1/messages HTTP/1.1\r\nHost: r\r\n folded: x\r\nContent-Length: 0\r\n\r\n",
            "POST /v1/messages HTTP/2.7\r\nHost: r\r\n\r\n",
            "POST /v1/messages HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /v1/a b HTTP/1.1\r\nHost: r\r\n\r\n",
            "PO(ST /v1/messages HTTP/1.1\r\nHost: r\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"})
    void aHeadThatIsNoneOfHttpOneIsRefusedAndTheConnectionEnds(String head) throws IOException {
        refusedAndClosed(head + SMUGGLED);
    }

    @Test
    void aFoldedLineIsOneLineAsTheStandardAllows() throws IOException {
        try (RawClient client = relay.connect()) {
            assertThat(
                    client.send("GET /v1/models HTTP/1.1\r\nHost: r\r\nX: a\r\n b\r\nx-api-key: " + relay.key.reveal()
                            + "\r\n\r\n").answer().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void headersAfterABodyChangeNothing() throws IOException {
        relay.admission.answers(new Verdict.BalanceSpent());
        try (RawClient client = relay.connect()) {
            client.send("POST /v1/messages HTTP/1.1\r\nHost: r\r\nx-api-key: " + relay.key.reveal() + "\r\n" + CHUNKED
                    + Integer.toHexString(BODY.length()) + "\r\n" + BODY
                    + "\r\n0\r\nContent-Length: 40\r\nTransfer-Encoding: x\r\n\r\n"
                    + "HEAD / HTTP/1.1\r\nHost: r\r\n\r\n");

            assertThat(client.answer().status()).isEqualTo(429);
            assertThat(client.head()).containsEntry("content-length", "0");
        }
    }

    private void refusedAndClosed(String request) throws IOException {
        try (RawClient client = relay.connect()) {
            RawClient.Answer answer = client.send(request).answer();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(client.isClosedByRelay()).isTrue();
        }
    }
}
