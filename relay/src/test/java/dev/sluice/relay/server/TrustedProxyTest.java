package dev.sluice.relay.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.ids.KeySecret;
import dev.sluice.relay.peer.Network;
import dev.sluice.relay.peer.TrustedProxies;
import dev.sluice.relay.peer.TrustedProxies.Note;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/// Whose address a key's rule sees: the socket's, or what a proxy that is trusted says.
class TrustedProxyTest {

    private static final TrustedProxies LOOPBACK = new TrustedProxies(List.of(Network.parse("127.0.0.0/8")),
            Note.X_FORWARDED_FOR);
    private static final byte[] V2_SIGNATURE = {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a};

    private RelayUnderTest relay = new RelayUnderTest();
    private KeySecret key = relay.keys.addFor(List.of("198.51.100.0/24"));

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    private void behind(TrustedProxies proxies, boolean proxyProtocol) throws IOException {
        relay.close();
        relay = new RelayUnderTest(new Edge(proxies, proxyProtocol, Optional.empty()), RelayUnderTest.BOUNDS,
                RelayUnderTest.TIMEOUTS);
        key = relay.keys.addFor(List.of("198.51.100.0/24"));
    }

    @Test
    void aHeaderOfAnyoneCountsForNothing() throws IOException {
        assertThat(status(models("X-Forwarded-For: 198.51.100.7\r\n"))).isEqualTo(403);
    }

    @Test
    void aTrustedProxySaysWhoAsks() throws IOException {
        behind(LOOPBACK, false);

        assertThat(status(models("X-Forwarded-For: 198.51.100.7\r\n"))).isEqualTo(200);
        assertThat(status(models("X-Forwarded-For: 203.0.113.1\r\n"))).isEqualTo(403);
        assertThat(status(models(""))).isEqualTo(403);
    }

    @Test
    void whatAClientClaimsBeforeAProxyIsNotBelieved() throws IOException {
        behind(LOOPBACK, false);

        assertThat(status(models("X-Forwarded-For: 198.51.100.7, 203.0.113.1\r\n"))).isEqualTo(403);
        assertThat(status(models("X-Forwarded-For: 198.51.100.7\r\nX-Forwarded-For: 203.0.113.1\r\n"))).isEqualTo(403);
        assertThat(status(models("Forwarded: for=198.51.100.7\r\n"))).isEqualTo(403);
    }

    @Test
    void theFirstVersionOfTheProxyProtocolNamesTheClient() throws IOException {
        behind(LOOPBACK, true);

        assertThat(status("PROXY TCP4 198.51.100.7 127.0.0.1 4711 8081\r\n" + models(""))).isEqualTo(200);
        assertThat(status("PROXY TCP4 203.0.113.1 127.0.0.1 4711 8081\r\n" + models(""))).isEqualTo(403);
        assertThat(status("PROXY UNKNOWN\r\n" + models(""))).isEqualTo(403);
        assertThat(
                status("PROXY TCP4 203.0.113.1 127.0.0.1 4711 8081\r\n" + models("X-Forwarded-For: 198.51.100.7\r\n")))
                .as("a client behind the balancer is no proxy of ours").isEqualTo(403);
    }

    @Test
    void theSecondVersionOfTheProxyProtocolNamesTheClient() throws IOException {
        behind(LOOPBACK, true);
        byte[] addresses = {(byte) 198, 51, 100, 7, 127, 0, 0, 1, 0x12, 0x67, 0x1f, (byte) 0x91};

        assertThat(status(v2(0x21, 0x11, addresses))).isEqualTo(200);
        assertThat(status(v2(0x20, 0x00, new byte[0]))).as("a health check").isEqualTo(403);
    }

    @Test
    void whereThePreludeIsExpectedNothingElseIsServed() throws IOException {
        behind(LOOPBACK, true);

        for (String begin : List.of("PROXY TCP4 nobody 127.0.0.1 1 2\r\n", "PROXY TCP4 " + "9".repeat(300), "")) {
            try (RawClient client = relay.connect()) {
                assertThat(client.send(begin + models("")).isClosedByRelay()).isTrue();
            }
        }
    }

    private String models(String headers) {
        return "GET /v1/models HTTP/1.1\r\nHost: r\r\nx-api-key: " + key.reveal() + "\r\n" + headers + "\r\n";
    }

    private byte[] v2(int command, int family, byte[] addresses) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(V2_SIGNATURE);
        bytes.write(command);
        bytes.write(family);
        bytes.write(0);
        bytes.write(addresses.length);
        bytes.writeBytes(addresses);
        bytes.writeBytes(models("").getBytes(US_ASCII));
        return bytes.toByteArray();
    }

    private int status(String request) throws IOException {
        return status(request.getBytes(US_ASCII));
    }

    private int status(byte[] request) throws IOException {
        try (RawClient client = relay.connect()) {
            return client.send(request).answer().status();
        }
    }
}
