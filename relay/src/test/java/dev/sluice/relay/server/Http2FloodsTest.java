package dev.sluice.relay.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.relay.peer.TrustedProxies;
import dev.sluice.relay.server.RawHttp2.Frame;
import dev.sluice.relay.tls.ServerTls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Floods of HTTP/2 frames: each ends its own connection with the reason, at a bound, and nobody else notices.
class Http2FloodsTest {

    private static final TestCertificate CERTIFICATE = TestCertificate.create();

    private final RelayUnderTest relay = new RelayUnderTest(new Edge(TrustedProxies.NONE, false,
            Optional.of(new ServerTls(CERTIFICATE.chain(), CERTIFICATE.key()))), RelayUnderTest.BOUNDS,
            RelayUnderTest.TIMEOUTS);
    private final RawHttp2 flood = connect();
    private final RawHttp2 good = connect();

    @AfterEach
    void othersAreServedAndNothingIsLeft() throws IOException {
        assertThat(status(good, 1)).isEqualTo(200);
        flood.close();
        good.close();
        await().untilAsserted(() -> {
            assertThat(relay.server.count()).isZero();
            assertThat(relay.server.bufferedBytes()).isZero();
        });
        assertThat(relay.recorder.events()).isEmpty();
        relay.close();
    }

    /// CVE-2023-44487.
    @Test
    void streamsThatAreResetAtOnceEndTheConnection() throws IOException {
        byte[] head = RawHttp2.head("POST", "/v1/messages", "x-api-key", relay.key.reveal());
        for (int i = 0; i <= Http2Sessions.RESETS_MAX; i++) {
            flood.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 2 * i + 1, head);
            flood.number(RawHttp2.RST_STREAM, 2 * i + 1, 8);
        }
        flood.flush();

        endsWith(RawHttp2.ENHANCE_YOUR_CALM);
    }

    /// CVE-2025-55163: what the client sends makes us reset.
    @Test
    void resetsOfOursThatAClientProvokesEndTheConnection() throws IOException {
        byte[] head = RawHttp2.head("POST", "/v1/messages", "x-api-key", relay.key.reveal());
        for (int i = 0; i < 2 * Http2Sessions.RESETS_MAX; i++) {
            flood.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 2 * i + 1, head);
            flood.number(RawHttp2.WINDOW_UPDATE, 2 * i + 1, 0);
        }
        flood.flush();

        endsWith(RawHttp2.ENHANCE_YOUR_CALM);
    }

    /// CVE-2024-27316.
    @Test
    void aHeadOfManySmallPiecesEndsTheConnection() throws IOException {
        flood.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.head("GET", "/api/hello"));
        for (int i = 0; i <= Http2Sessions.SMALL_CONTINUATIONS_MAX; i++) {
            flood.frame(RawHttp2.CONTINUATION, 0, 1);
        }
        flood.flush();

        endsWith(RawHttp2.ENHANCE_YOUR_CALM);
    }

    @Test
    void aHeadThatNeverEndsEndsTheConnection() throws IOException {
        flood.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.head("GET", "/api/hello"));
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        piece.write(0);
        RawHttp2.text(piece, "x");
        RawHttp2.text(piece, "y".repeat(15_000));
        for (int i = 0; i < 8; i++) {
            flood.frame(RawHttp2.CONTINUATION, 0, 1, piece.toByteArray());
        }
        flood.flush();

        endsWith(RawHttp2.PROTOCOL_ERROR);
    }

    /// A field of the dynamic table costs one byte each time it is named again.
    @Test
    void aSmallHeadThatUnpacksToALargeOneIsRefusedAndTheConnectionGoesOn() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.writeBytes(RawHttp2.head("GET", "/api/hello"));
        bomb.write(0x40);
        RawHttp2.text(bomb, "x");
        RawHttp2.text(bomb, "y".repeat(3_900));
        for (int i = 0; i < 10_000; i++) {
            bomb.write(0xbe);
        }

        flood.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, 1, bomb.toByteArray()).flush();

        Frame refused = flood.next(RawHttp2.HEADERS);
        assertThat(new String(refused.payload(), ISO_8859_1)).contains("431");
        assertThat(status(flood, 3)).isEqualTo(200);
    }

    /// CVE-2019-9515, of a client that reads every answer.
    @Test
    void settingsWithoutEndEndTheConnection() throws IOException {
        for (int i = 0; i <= Http2Sessions.CONTROL_FRAMES_MAX; i++) {
            flood.frame(RawHttp2.SETTINGS, 0, 0);
        }
        flood.flush();

        endsWith(RawHttp2.ENHANCE_YOUR_CALM);
    }

    /// CVE-2019-9512, of a client that reads every answer.
    @Test
    void pingsWithoutEndEndTheConnection() throws IOException {
        for (int i = 0; i <= Http2Sessions.CONTROL_FRAMES_MAX; i++) {
            flood.frame(RawHttp2.PING, 0, 0, new byte[8]);
        }
        flood.flush();

        endsWith(RawHttp2.ENHANCE_YOUR_CALM);
    }

    /// Of a client that did not even acknowledge the bound.
    @Test
    void eachStreamBeyondTheBoundIsRefusedAndTheConnectionGoesOn() throws IOException {
        byte[] head = RawHttp2.head("POST", "/v1/messages", "x-api-key", relay.key.reveal());
        for (int i = 0; i < Http2Sessions.STREAMS_MAX; i++) {
            flood.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 2 * i + 1, head);
        }
        int beyond = 2 * Http2Sessions.STREAMS_MAX + 1;
        flood.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, beyond, head).flush();

        Frame refused = flood.next(RawHttp2.RST_STREAM);
        assertThat(refused.stream()).isEqualTo(beyond);
        assertThat(refused.errorCode()).isEqualTo(RawHttp2.REFUSED_STREAM);
        flood.number(RawHttp2.RST_STREAM, 1, RawHttp2.CANCEL);
        assertThat(status(flood, beyond + 2)).isEqualTo(200);
    }

    /// CVE-2019-9518.
    @Test
    void dataWithoutBytesEndsTheConnection() throws IOException {
        flood.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1,
                RawHttp2.head("POST", "/v1/messages", "x-api-key", relay.key.reveal()));
        for (int i = 0; i <= Http2Sessions.EMPTY_DATA_FRAMES_MAX; i++) {
            flood.frame(RawHttp2.DATA, 0, 1);
        }
        flood.flush();

        endsWith(RawHttp2.ENHANCE_YOUR_CALM);
    }

    @Test
    void aWindowThatOverflowsEndsTheConnection() throws IOException {
        flood.number(RawHttp2.WINDOW_UPDATE, 0, Integer.MAX_VALUE).flush();

        endsWith(RawHttp2.FLOW_CONTROL_ERROR);
    }

    @Test
    void aWindowThatGrowsByNothingEndsTheConnection() throws IOException {
        flood.number(RawHttp2.WINDOW_UPDATE, 0, 0).flush();

        endsWith(RawHttp2.PROTOCOL_ERROR);
    }

    private void endsWith(int errorCode) {
        assertThat(flood.untilClosed()).filteredOn(frame -> frame.type() == RawHttp2.GO_AWAY).first()
                .extracting(Frame::errorCode).isEqualTo(errorCode);
    }

    private int status(RawHttp2 client, int stream) throws IOException {
        client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, stream,
                RawHttp2.head("GET", "/api/hello")).flush();
        return client.next(RawHttp2.HEADERS).indexedStatus();
    }

    private RawHttp2 connect() {
        try {
            return new RawHttp2(CERTIFICATE, relay.port());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
