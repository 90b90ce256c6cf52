package dev.sluice.relay.server;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// One key from many connections at once, as `/context` of Claude Code uses it, and clients that offer h2c.
class ConcurrentClientsTest {

    private static final int CLIENTS = 25;
    private static final String BODY = "{\"model\":\"claude-opus-5-5\",\"stream\":true}";

    private final RelayUnderTest relay = new RelayUnderTest();

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    @Test
    void twentyFiveRequestsOfOneKeyAreUnderWayTogether() throws Exception {
        CountDownLatch allCame = new CountDownLatch(CLIENTS);
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

        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RawClient.Answer>> answers = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> clients.submit(this::ask)).toList();
            for (Future<RawClient.Answer> answer : answers) {
                assertThat(answer.get().body()).isEqualTo(String.join("", Streams.CLAUDE_PARTS));
            }
        }
        assertThat(relay.recorder.settled()).hasSize(CLIENTS);
        assertThat(relay.admission.open()).isEmpty();
    }

    private RawClient.Answer ask() throws IOException {
        try (RawClient client = relay.connect()) {
            return client.send(RawClient.post("/v1/messages", relay.key, BODY)).answer();
        }
    }

    @Test
    void anOfferOfCleartextHttp2IsIgnored() throws Exception {
        relay.upstream.streams(Streams.CLAUDE_PARTS);

        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(relay.uri("/v1/messages"))
                    .header("x-api-key", relay.key.reveal()).POST(HttpRequest.BodyPublishers.ofString(BODY)).build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(answer.body()).isEqualTo(String.join("", Streams.CLAUDE_PARTS));
        }
        assertThat(relay.upstream.received().getFirst().headers()).doesNotContainKeys("upgrade", "http2-settings");
    }
}
