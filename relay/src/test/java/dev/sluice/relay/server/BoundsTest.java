package dev.sluice.relay.server;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.ids.KeySecret;
import dev.sluice.relay.server.framing.Bounds;

import static org.assertj.core.api.Assertions.assertThat;

/// What a client may take up: bytes, time, attempts.
class BoundsTest {

    private static final Bounds QUICK = new Bounds(1024 * 1024, 4 * 1024 * 1024, Duration.ofSeconds(1),
            Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofSeconds(1));
    private static final String HELLO = "HEAD /api/hello HTTP/1.1\r\nHost: r\r\n\r\n";

    private final RelayUnderTest relay = new RelayUnderTest(QUICK, RelayUnderTest.TIMEOUTS);

    @AfterEach
    void stop() throws IOException {
        Awaitility.await().untilAsserted(() -> assertThat(relay.server.bufferedBytes()).isZero());
        relay.close();
    }

    @Test
    void sixtyFourKilobytesOfHeadersPassAndMoreDoNot() throws IOException {
        relay.upstream.answers("200 OK\r\ncontent-type: application/json", Streams.CLAUDE_JSON);
        String header = "X-Long: " + "y".repeat(1_024 - 10) + "\r\n";

        assertThat(post(header.repeat(63) + "X-Rest: " + "z".repeat(700))).isEqualTo(200);
        assertThat(post(header.repeat(65))).isEqualTo(431);

        assertThat(relay.upstream.received().getFirst().headers().get("x-rest")).hasSize(700);
    }

    @Test
    void aRequestLineHasABound() throws IOException {
        assertThat(status("GET /v1/models?x=" + "y".repeat(15_000) + " HTTP/1.1\r\nHost: r\r\n\r\n")).isEqualTo(401);
        assertThat(status("GET /v1/models?x=" + "y".repeat(17_000) + " HTTP/1.1\r\nHost: r\r\n\r\n")).isEqualTo(414);
    }

    @Test
    void aHeadThatDribblesIsGivenUp() throws IOException {
        try (RawClient client = relay.connect()) {
            dribble(client, "GET /v1/models HTTP/1.1\r\nHost: " + "r".repeat(100));

            assertThat(client.isClosedByRelay()).isTrue();
        }
    }

    @Test
    void aLaterHeadThatDribblesIsGivenUpLongBeforeAnIdleConnection() throws IOException {
        try (RawClient client = relay.connect()) {
            client.send(HELLO).head();
            Awaitility.await().pollDelay(Duration.ofMillis(2_500)).until(() -> true);
            client.send(HELLO).head();
            dribble(client, "GET /v1/models HTTP/1.1\r\nHost: " + "r".repeat(100));

            assertThat(client.isClosedByRelay()).isTrue();
        }
    }

    @Test
    void aBodyMustGetOnAndFramingIsNoProgress() throws IOException {
        try (RawClient client = relay.connect()) {
            client.send("POST /v1/messages HTTP/1.1\r\nHost: r\r\nx-api-key: " + relay.key.reveal()
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            Thread flood = Thread.startVirtualThread(() -> floodOfChunkExtensions(client));

            assertThat(client.answer().status()).isEqualTo(408);
            flood.interrupt();
        }
    }

    @Test
    void badKeysWaitAndGoodOnesDoNot() throws IOException {
        KeySecret fresh = relay.keys.add();
        String bad = models("cuk_" + "x".repeat(43));
        int lookups = relay.keys.lookups();
        try (RawClient good = relay.connect(); RawClient flood = relay.connect()) {
            for (int i = 0; i < 100; i++) {
                assertThat(good.send(models(relay.key.reveal())).answer().status()).isEqualTo(200);
                for (int j = 0; j < 5; j++) {
                    assertThat(flood.send(bad).answer().status()).isIn(401, 429);
                }
            }
            // One failure is forgiven a second, perhaps just now.
            Awaitility.await().pollDelay(Duration.ZERO).until(() -> flood.send(bad).answer(),
                    answer -> answer.status() == 429 && "1".equals(answer.headers().get("retry-after")));
        }
        assertThat(relay.keys.lookups() - lookups).as("hashed and looked up").isLessThan(100 + 2 * 64);
        try (RawClient elsewhere = new RawClient(relay.port(), InetAddress.ofLiteral("127.0.0.2"))) {
            assertThat(elsewhere.send(models(fresh.reveal())).answer().status()).isEqualTo(200);
        }
    }

    private static String models(String key) {
        return "GET /v1/models HTTP/1.1\r\nHost: r\r\nAuthorization: Bearer " + key + "\r\n\r\n";
    }

    private int post(String headers) throws IOException {
        return status(RawClient.post("/v1/messages", relay.key, "{\"model\":\"claude-opus-5-5\"}", headers.strip()));
    }

    private int status(String request) throws IOException {
        try (RawClient client = relay.connect()) {
            return client.send(request).answer().status();
        }
    }

    /// Sends byte by byte until the relay has enough.
    private static void dribble(RawClient client, String text) {
        for (int i = 0; i < text.length(); i++) {
            int at = i;
            Awaitility.await().pollDelay(Duration.ofMillis(40)).until(() -> true);
            try {
                client.send(text.substring(at, at + 1));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void floodOfChunkExtensions(RawClient client) {
        try {
            for (int i = 0; i < 10_000 && !Thread.currentThread().isInterrupted(); i++) {
                client.send("1;" + "e".repeat(1_000) + "\r\nx\r\n");
                Awaitility.await().pollDelay(Duration.ofMillis(10)).until(() -> true);
            }
        } catch (IOException | RuntimeException closed) {
            // The relay has closed, as it should.
        }
    }
}
