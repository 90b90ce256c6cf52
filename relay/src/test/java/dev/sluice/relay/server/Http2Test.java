package dev.sluice.relay.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.peer.TrustedProxies;
import dev.sluice.relay.tls.ServerTls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// TLS on the relay's own listener: both protocols by ALPN, and the same relay behind either.
class Http2Test {

    private static final TestCertificate CERTIFICATE = TestCertificate.create();
    private static final String STREAM = "{\"model\":\"claude-opus-5-5\",\"stream\":true}";

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ServerTls tls = new ServerTls(CERTIFICATE.chain(), CERTIFICATE.key());
    private final RelayUnderTest relay = new RelayUnderTest(new Edge(TrustedProxies.NONE, false, Optional.of(tls)),
            RelayUnderTest.BOUNDS, RelayUnderTest.TIMEOUTS);
    private final HttpClient client = client(Version.HTTP_2);

    @AfterEach
    void stop() throws IOException {
        client.shutdownNow();
        client.close();
        relay.close();
        assertThat(relay.server.bufferedBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void bothProtocolsAreServedByAgreement(Version version) throws Exception {
        relay.upstream.streams(Streams.CLAUDE_PARTS);

        try (HttpClient speaking = client(version)) {
            HttpResponse<String> answer = speaking.send(post("/v1/messages?beta=true", STREAM),
                    BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.body()).isEqualTo(String.join("", Streams.CLAUDE_PARTS));
            assertThat(answer.headers().firstValue("request-id")).isPresent();
        }
        assertThat(relay.upstream.received().getFirst().line()).isEqualTo("POST /v1/messages?beta=true HTTP/1.1");
        assertThat(relay.upstream.received().getFirst().text()).isEqualTo(STREAM);
        assertThat(relay.recorder.settled().getFirst().tokens())
                .isEqualTo(new TokenUsage(101, 47, 30011, 1500, 0, 503, 0, 0));
    }

    @Test
    void manyStreamsOfOneConnectionPassAtOnce() throws Exception {
        CountDownLatch allCame = new CountDownLatch(100);
        relay.upstream.plays((request, wire) -> {
            allCame.countDown();
            allCame.await();
            wire.send(InterruptionTest.SSE_HEAD);
            for (String part : Streams.CLAUDE_PARTS) {
                wire.chunk(part);
            }
            wire.send("0\r\n\r\n");
            return true;
        });
        client.send(get("/v1/models"), BodyHandlers.discarding());

        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 100)
                .mapToObj(i -> client.sendAsync(post("/v1/messages", STREAM), BodyHandlers.ofString())).toList();

        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo(String.join("", Streams.CLAUDE_PARTS));
        }
        assertThat(relay.recorder.settled()).hasSize(100);
        await().until(() -> relay.server.count() == 0);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void aBrokenProviderIsNoCleanEnd(Version version) {
        relay.upstream.plays((request, wire) -> {
            wire.send(InterruptionTest.SSE_HEAD);
            wire.chunk(Streams.CLAUDE_START);
            return false;
        });

        try (HttpClient speaking = client(version)) {
            assertThatThrownBy(() -> speaking.send(post("/v1/messages", STREAM), BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
        await().until(() -> !relay.recorder.settled().isEmpty());
        assertThat(relay.recorder.settled().getFirst().outcome()).isEqualTo(Outcome.CUT);
    }

    @Test
    void aClientThatLeavesItsStreamCancelsIt() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        relay.upstream.plays((request, wire) -> {
            wire.send(InterruptionTest.SSE_HEAD);
            wire.chunk(Streams.CLAUDE_START);
            wire.awaitClose();
            cancelled.countDown();
            return false;
        });

        HttpResponse<InputStream> answer = client.send(post("/v1/messages", STREAM), BodyHandlers.ofInputStream());
        answer.body().close();

        assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        await().until(() -> !relay.recorder.settled().isEmpty());
        assertThat(relay.recorder.settled().getFirst().outcome()).isEqualTo(Outcome.CLIENT_CANCEL);
        assertThat(client.send(get("/v1/models"), BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }

    @Test
    void whatASlowClientDoesNotTakeIsNotReadFromTheProvider() throws Exception {
        AtomicLong sent = new AtomicLong();
        String fill = ": " + "x".repeat(64 * 1024) + "\n\n";
        relay.upstream.plays((request, wire) -> {
            wire.send(InterruptionTest.SSE_HEAD);
            wire.chunk(Streams.CLAUDE_START);
            for (int i = 0; i < 1_000; i++) {
                wire.chunk(fill);
                sent.incrementAndGet();
            }
            wire.chunk(Streams.CLAUDE_DELTA + Streams.CLAUDE_STOP);
            wire.send("0\r\n\r\n");
            return true;
        });

        HttpResponse<InputStream> answer = client.send(post("/v1/messages", STREAM), BodyHandlers.ofInputStream());
        await().during(Duration.ofMillis(500)).atMost(TIMEOUT).until(() -> settles(sent));
        assertThat(sent.get()).isLessThan(900);
        byte[] all = answer.body().readAllBytes();

        assertThat(all).hasSizeGreaterThan(1_000 * fill.length());
        assertThat(relay.recorder.settled().getFirst().tokens().output()).isEqualTo(47);
    }

    private static boolean settles(AtomicLong count) {
        long before = count.get();
        await().pollDelay(Duration.ofMillis(60)).until(() -> true);
        return before > 0 && before == count.get();
    }

    @Test
    void refusalsAndBoundsAreTheSame() throws Exception {
        assertThat(client.send(HttpRequest.newBuilder(uri("/v1/models")).build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
        assertThat(client.send(post("/v1/nothing", "{}"), BodyHandlers.ofString()).statusCode()).isEqualTo(404);
        HttpResponse<String> refused = client.send(
                HttpRequest.newBuilder(uri("/v1/messages")).header("x-api-key", relay.key.reveal())
                        .POST(BodyPublishers.ofByteArray(new byte[1024 * 1024 + 1])).build(),
                BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.headers().firstValue("connection")).isEmpty();
        assertThat(client.send(get("/v1/models"), BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }

    @Test
    void aLargeBodyPassesThroughTheWindows() throws Exception {
        relay.upstream.answers("200 OK\r\ncontent-type: application/json", Streams.CLAUDE_JSON);
        String body = "{\"model\":\"claude-opus-5-5\",\"x\":\"" + "y".repeat(900_000) + "\"}";

        assertThat(client.send(post("/v1/messages", body), BodyHandlers.ofString()).statusCode()).isEqualTo(200);

        assertThat(relay.upstream.received().getFirst().text()).isEqualTo(body);
    }

    @Test
    void drainingLetsOpenStreamsEnd() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        relay.upstream.plays((request, wire) -> {
            wire.send(InterruptionTest.SSE_HEAD);
            wire.chunk(Streams.CLAUDE_START);
            go.await();
            wire.chunk(Streams.CLAUDE_DELTA + Streams.CLAUDE_STOP);
            wire.send("0\r\n\r\n");
            return true;
        });
        HttpResponse<InputStream> answer = client.send(post("/v1/messages", STREAM), BodyHandlers.ofInputStream());
        Thread drain = Thread.startVirtualThread(() -> {
            try {
                relay.server.drain(TIMEOUT);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(relay.server::isDraining);
        go.countDown();

        assertThat(new String(answer.body().readAllBytes(), UTF_8))
                .endsWith(Streams.CLAUDE_STOP);
        drain.join();
    }

    @Test
    void aRenewedCertificateIsTakenAndABadOneIsNot() throws Exception {
        TestCertificate first = TestCertificate.create();
        TestCertificate second = TestCertificate.create();
        ServerTls own = new ServerTls(first.chain(), first.key());
        try (RelayUnderTest renewing = new RelayUnderTest(new Edge(TrustedProxies.NONE, false, Optional.of(own)),
                RelayUnderTest.BOUNDS, RelayUnderTest.TIMEOUTS)) {
            URI hello = URI.create("https://localhost:" + renewing.port() + "/api/hello");
            Files.writeString(first.key(), "nonsense");
            own.refresh();
            assertThat(hello(first, hello)).isEqualTo(200);
            Files.copy(second.chain(), first.chain(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(second.key(), first.key(), StandardCopyOption.REPLACE_EXISTING);
            own.refresh();

            assertThat(hello(second, hello)).isEqualTo(200);
        }
    }

    private static int hello(TestCertificate trusted, URI uri) throws Exception {
        try (HttpClient asking = HttpClient.newBuilder().sslContext(trusted.client()).build()) {
            return asking.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
        }
    }

    private static HttpClient client(Version version) {
        return HttpClient.newBuilder().version(version).sslContext(CERTIFICATE.client()).build();
    }

    private URI uri(String path) {
        return URI.create("https://localhost:" + relay.port() + path);
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(TIMEOUT).header("x-api-key", relay.key.reveal()).build();
    }

    private HttpRequest post(String path, String body) {
        return HttpRequest.newBuilder(uri(path)).timeout(TIMEOUT).header("x-api-key", relay.key.reveal())
                .POST(BodyPublishers.ofString(body)).build();
    }
}
