package dev.sluice.relay.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.server.framing.Bounds;
import dev.sluice.relay.upstream.Failover;
import dev.sluice.relay.upstream.Secret;
import dev.sluice.relay.upstream.Upstream;
import dev.sluice.relay.upstream.UpstreamSet;
import dev.sluice.relay.upstream.breaker.BreakerRules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A disk that fails or hangs while it holds a large body: it is said to be the relay's, neither the client nor the
/// provider is blamed.
class FailingDiskTest {

    private static final byte[] BODY = LargeBodies.claude(6 * LargeBodies.MEGABYTE);
    private static final Duration ANSWERED_MAX = Duration.ofSeconds(30);
    /// A disk, or a client, that does nothing for so long.
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Bounds BOUNDS = new Bounds(LargeBodies.BOUNDS.bodyBytesMax(),
            LargeBodies.BOUNDS.bufferedBytesMax(), Duration.ofSeconds(30), STEP, Duration.ofSeconds(30),
            Duration.ofSeconds(20));

    private final RelayUnderTest relay = new RelayUnderTest(BOUNDS, LargeBodies.TIMEOUTS);
    private final CountDownLatch hanging = new CountDownLatch(1);

    @AfterEach
    void stop() throws IOException {
        hanging.countDown();
        await().atMost(ANSWERED_MAX).untilAsserted(() -> {
            assertThat(relay.spill.spilledBytes()).isZero();
            assertThat(relay.server.bufferedBytes()).isZero();
            assertThat(LargeBodies.openFiles()).isEmpty();
        });
        relay.close();
    }

    /// As often, and for as many users, as would put an upstream out if it were its fault.
    @Test
    void aBodyThatCannotBeReadBackIsOurFaultAndNotTheUpstreams() throws Exception {
        try (ServerSocket provider = new ServerSocket()) {
            provider.setReceiveBufferSize(4_096);
            provider.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            relay.uses(new UpstreamSet(List.of(Upstream.plain("one", Service.CLAUDE,
                    URI.create("http://127.0.0.1:" + provider.getLocalPort()), new Secret("k"))), Failover.OFF));
            for (int i = 0; i <= BreakerRules.STANDARD.faultsInRow(); i++) {
                RawClient.Answer answer = loseOnTheWay(provider);

                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.headers()).containsKey("retry-after");
                assertThat(answer.body()).startsWith("{\"type\":\"error\"")
                        .contains("Large requests cannot be kept");
            }
        }
        assertThat(relay.recorder.failed()).allSatisfy(failed -> {
            assertThat(failed.errorCode()).isEqualTo("disk-refused");
            assertThat(failed.outcome()).isEqualTo(Outcome.CUT);
        });
    }

    /// The body is lost once its head is with the provider, which takes no more until then.
    private RawClient.Answer loseOnTheWay(ServerSocket provider) throws IOException {
        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/messages", relay.keys.add(), BODY, "X: y"));
            try (Socket taken = provider.accept()) {
                InputStream in = taken.getInputStream();
                assertThat(in.read()).isEqualTo('P');
                LargeBodies.lose();
                Thread.startVirtualThread(() -> readAll(in));
                return client.answer();
            }
        }
    }

    private static void readAll(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException cut) {
            // The relay has hung up.
        }
    }

    @Test
    void aDiskThatHangsIsNamedAndTheClientIsNotBlamed() throws IOException {
        relay.beforeFile = this::hang;
        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/messages", relay.key, BODY, "X: y"));

            assertRefusedByTheDisk(client.answer());
        }
    }

    @Test
    void aClientThatWaitsForADiskThatHangsIsToldTheSame() throws IOException {
        relay.beforeFile = this::hang;
        try (RawClient client = relay.connect()) {
            client.send("POST /v1/messages HTTP/1.1\r\nHost: r\r\nx-api-key: " + relay.key.reveal()
                    + "\r\nContent-Length: " + BODY.length + "\r\n\r\n");
            client.send(Arrays.copyOf(BODY, 2 * LargeBodies.MEGABYTE));

            assertRefusedByTheDisk(client.answer());
        }
    }

    private static void assertRefusedByTheDisk(RawClient.Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsKey("retry-after");
        assertThat(answer.body()).contains("Large requests cannot be kept");
    }

    private void hang() {
        try {
            hanging.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
