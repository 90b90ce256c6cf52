package dev.sluice.relay.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.relay.peer.TrustedProxies;
import dev.sluice.relay.tls.ServerTls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A stream of HTTP/2 brings a large body as a connection does, and ends as one.
class LargeBodiesOverHttp2Test {

    private static final TestCertificate CERTIFICATE = TestCertificate.create();
    private static final int CANCEL = 8;

    private final RelayUnderTest relay = new RelayUnderTest(new Edge(TrustedProxies.NONE, false,
            Optional.of(new ServerTls(CERTIFICATE.chain(), CERTIFICATE.key()))), LargeBodies.BOUNDS,
            LargeBodies.TIMEOUTS);

    @AfterEach
    void nothingIsLeft() throws IOException {
        await().untilAsserted(() -> {
            assertThat(relay.spill.spilledBytes()).isZero();
            assertThat(relay.server.bufferedBytes()).isZero();
            assertThat(relay.server.count()).isZero();
            assertThat(LargeBodies.openFiles()).isEmpty();
        });
        relay.close();
    }

    @Test
    void itPassesThroughTheWindowsByteForByte() throws Exception {
        relay.upstream.answers("200 OK\r\ncontent-type: application/json", Streams.CLAUDE_JSON);
        byte[] body = LargeBodies.claude(9 * LargeBodies.MEGABYTE);
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + relay.port() + "/v1/messages"))
                .header("x-api-key", relay.key.reveal()).POST(BodyPublishers.ofByteArray(body)).build();

        try (HttpClient client = HttpClient.newBuilder().version(Version.HTTP_2).sslContext(CERTIFICATE.client())
                .build()) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        assertThat(relay.upstream.received().getFirst().body()).isEqualTo(body);
    }

    @Test
    void aStreamThatIsResetInTheMiddleOfItGivesEverythingBack() throws IOException {
        try (RawHttp2 client = new RawHttp2(CERTIFICATE, relay.port())) {
            client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.head("POST", "/v1/messages", "x-api-key",
                    relay.key.reveal(), "content-length", "" + 6 * LargeBodies.MEGABYTE));
            client.frame(RawHttp2.DATA, 0, 1, new byte[16_000]).flush();
            await().until(() -> !LargeBodies.openFiles().isEmpty());
            assertThat(relay.spill.spilledBytes()).isEqualTo(LargeBodies.MEGABYTE);

            client.number(RawHttp2.RST_STREAM, 1, CANCEL).flush();

            await().until(() -> relay.spill.spilledBytes() == 0 && relay.server.bufferedBytes() == 0);
            client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, 3,
                    RawHttp2.head("GET", "/api/hello")).flush();
            assertThat(client.next(RawHttp2.HEADERS).indexedStatus()).isEqualTo(200);
        }
        assertThat(relay.recorder.events()).isEmpty();
    }
}
