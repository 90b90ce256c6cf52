package dev.sluice.relay.server;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.exchange.reservation.Admission.Verdict;
import dev.sluice.relay.upstream.Failover;
import dev.sluice.relay.upstream.Secret;
import dev.sluice.relay.upstream.Upstream;
import dev.sluice.relay.upstream.UpstreamSet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// However a request with a large body ends, its file is gone and the budgets are free.
class LargeBodyEndsTest {

    private static final byte[] BODY = LargeBodies.claude(6 * LargeBodies.MEGABYTE);
    private static final int PART = 3 * LargeBodies.MEGABYTE;

    private final RelayUnderTest relay = new RelayUnderTest(LargeBodies.BOUNDS, LargeBodies.TIMEOUTS);

    @AfterEach
    void stop() throws IOException {
        awaitNothingLeft();
        relay.close();
    }

    private void awaitNothingLeft() {
        await().untilAsserted(() -> {
            assertThat(relay.spill.spilledBytes()).isZero();
            assertThat(relay.server.bufferedBytes()).isZero();
            assertThat(LargeBodies.openFiles()).isEmpty();
        });
    }

    @Test
    void whenTheClientLeavesInTheMiddleOfIt() throws IOException {
        try (RawClient client = relay.connect()) {
            client.send(head());
            client.send(Arrays.copyOf(BODY, PART));
            await().until(() -> relay.spill.spilledBytes() >= PART && !LargeBodies.openFiles().isEmpty());
        }

        awaitNothingLeft();

        assertThat(relay.recorder.events()).isEmpty();
    }

    @Test
    void whenAdmissionRefuses() throws IOException {
        relay.admission.answers(new Verdict.BalanceSpent());

        assertThat(post().status()).isEqualTo(429);

        assertThat(relay.upstream.received()).isEmpty();
    }

    @Test
    void whenTheProviderCannotBeReached() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        uses(closed);

        assertThat(post().status()).isEqualTo(502);
    }

    @Test
    void whenTheProviderCutsTheConnectionInTheMiddleOfIt() throws IOException {
        try (ServerSocket provider = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            uses(provider.getLocalPort());
            Thread.startVirtualThread(() -> readSome(provider));

            RawClient.Answer answer = post();

            assertThat(answer.status()).isEqualTo(502);
            assertThat(relay.recorder.failed()).singleElement()
                    .satisfies(failed -> assertThat(failed.errorCode()).isEqualTo("upstream-broken"));
        }
    }

    @Test
    void whenTheProviderAnswersBeforeItHasItAll() throws IOException {
        try (ServerSocket provider = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            uses(provider.getLocalPort());
            Thread.startVirtualThread(() -> answerAtOnce(provider));

            assertThat(post().status()).isEqualTo(400);
        }
    }

    /// What the provider does not take is not read from the file, and counts until it is gone.
    @Test
    void whenTheClientLeavesWhileTheProviderTakesNothing() throws IOException {
        try (ServerSocket provider = new ServerSocket()) {
            provider.setReceiveBufferSize(4_096);
            provider.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            uses(provider.getLocalPort());
            RawClient client = relay.connect();
            client.send(RawClient.post("/v1/messages", relay.key, BODY, "X: y"));
            try (Socket taken = provider.accept()) {
                await().until(() -> relay.recorder.reserved().size() == 1);
                assertThat(taken.isConnected()).isTrue();
                assertThat(relay.spill.spilledBytes()).isEqualTo(BODY.length);

                client.close();
                relay.server.stop();

                awaitNothingLeft();
            }
        }
    }

    @Test
    void whenTheRelayStopsInTheMiddleOfIt() throws IOException {
        try (RawClient client = relay.connect()) {
            client.send(head());
            client.send(Arrays.copyOf(BODY, PART));
            await().until(() -> !LargeBodies.openFiles().isEmpty());

            relay.server.stop();

            assertThat(client.isClosedByRelay()).isTrue();
        }
    }

    @Test
    void whenTheDiskRefusesItWhichIsSaidInTheDialectOfTheClient() throws IOException {
        assertThat(FileSystemUtils.deleteRecursively(relay.folder)).isTrue();

        RawClient.Answer answer = post();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsKey("retry-after");
        assertThat(answer.body()).startsWith("{\"type\":\"error\"").contains("Large requests cannot be kept");
    }

    @Test
    void whenItIsMoreThanAnnouncedOrAllowed() throws IOException {
        try (RawClient client = relay.connect()) {
            client.send("POST /v1/messages HTTP/1.1\r\nHost: r\r\nx-api-key: " + relay.key.reveal()
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            sendUntilRefused(client);

            assertThat(client.answer().status()).isEqualTo(413);
        }
    }

    private static void sendUntilRefused(RawClient client) throws IOException {
        String chunk = Integer.toHexString(PART) + "\r\n" + "y".repeat(PART) + "\r\n";
        for (int i = 0; i < 11; i++) {
            client.send(chunk);
        }
    }

    private static void readSome(ServerSocket provider) {
        try (Socket taken = provider.accept()) {
            taken.getInputStream().readNBytes(PART);
            taken.setSoLinger(true, 0);
        } catch (IOException stopped) {
            // The test looks at what the relay made of it.
        }
    }

    private static void answerAtOnce(ServerSocket provider) {
        try (Socket taken = provider.accept()) {
            OutputStream out = taken.getOutputStream();
            out.write("HTTP/1.1 400 Bad Request\r\ncontent-length: 2\r\n\r\n{}".getBytes(UTF_8));
            out.flush();
            while (taken.getInputStream().read() >= 0) {
                // Until the relay hangs up.
            }
        } catch (IOException stopped) {
            // The test looks at what the relay made of it.
        }
    }

    private void uses(int port) {
        relay.uses(new UpstreamSet(List.of(Upstream.plain("one", Service.CLAUDE,
                URI.create("http://127.0.0.1:" + port), new Secret("k"))), Failover.OFF));
    }

    private String head() {
        return "POST /v1/messages HTTP/1.1\r\nHost: r\r\nx-api-key: " + relay.key.reveal() + "\r\nContent-Length: "
                + BODY.length + "\r\n\r\n";
    }

    private RawClient.Answer post() throws IOException {
        try (RawClient client = relay.connect()) {
            return client.send(RawClient.post("/v1/messages", relay.key, BODY, "X: y")).answer();
        }
    }
}
