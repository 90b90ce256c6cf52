package dev.sluice.relay.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.upstream.Caps;
import dev.sluice.relay.upstream.Credential;
import dev.sluice.relay.upstream.Failover;
import dev.sluice.relay.upstream.Secret;
import dev.sluice.relay.upstream.Upstream;
import dev.sluice.relay.upstream.UpstreamSet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Bodies that are too large for memory pass through a file: byte for byte, edited where they must be, within both
/// budgets.
class LargeBodiesTest {

    private static final int MEGABYTE = LargeBodies.MEGABYTE;

    private final RelayUnderTest relay = new RelayUnderTest(LargeBodies.BOUNDS, LargeBodies.TIMEOUTS);

    @AfterEach
    void stop() throws IOException {
        await().untilAsserted(() -> {
            assertThat(relay.server.bufferedBytes()).isZero();
            assertThat(relay.spill.spilledBytes()).isZero();
            assertThat(LargeBodies.openFiles()).isEmpty();
        });
        assertThat(relay.folder.resolve("bodies")).isEmptyDirectory();
        relay.close();
    }

    @Test
    void thirtyTwoMegabytesPassByteForByteAndHardlyAnythingOfThemIsInMemory() throws IOException {
        answersLooking(() -> {
            assertThat(relay.server.bufferedBytes()).isLessThanOrEqualTo(MEGABYTE);
            return true;
        });
        byte[] body = LargeBodies.claude(32 * MEGABYTE);

        assertThat(post(body).status()).isEqualTo(200);

        assertThat(relay.upstream.received().getFirst().body()).isEqualTo(body);
        assertThat(relay.recorder.settled()).hasSize(1);
    }

    @Test
    void aBodyOfUnknownSizeGoesToAFileOnceItIsLarge() throws IOException {
        answers();
        byte[] body = LargeBodies.claude(5 * MEGABYTE + 7);

        try (RawClient client = relay.connect()) {
            client.send("POST /v1/messages HTTP/1.1\r\nHost: r\r\nx-api-key: " + relay.key.reveal()
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length) + "\r\n");
            client.send(body).send("\r\n");
            await().until(() -> relay.spill.spilledBytes() >= body.length);

            assertThat(client.send("0\r\n\r\n").answer().status()).isEqualTo(200);
        }

        assertThat(relay.upstream.received().getFirst().body()).isEqualTo(body);
        assertThat(relay.upstream.received().getFirst().headers()).containsEntry("content-length", "" + body.length);
    }

    @Test
    void itIsEditedOnItsWayAsASmallOneIs() throws IOException {
        relay.upstream.streams("data: [DONE]\n\n");
        relay.uses(new UpstreamSet(List.of(new Upstream("codex", Service.CODEX, relay.upstream.uri(),
                new Credential.ApiKey(new Secret("k")), 1, Caps.WIDEST, Map.of("gpt-6.1-sol", "mapped-model"), null)),
                Failover.OFF));
        byte[] body = LargeBodies.json(3 * MEGABYTE, "\"stream\":true", "\"model\":\"gpt-6.1-sol\" ,\"n\":1");

        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/chat/completions", relay.key, body)).answer();
        }

        assertThat(relay.upstream.received().getFirst().text()).isEqualTo(new String(body, US_ASCII)
                .replace("{\"stream\"", "{\"stream_options\":{\"include_usage\":true},\"stream\"")
                .replace("gpt-6.1-sol", "mapped-model"));
    }

    @Test
    void anotherUpstreamGetsItFromTheBeginning() throws IOException {
        try (ScriptedUpstream other = new ScriptedUpstream()) {
            relay.uses(new UpstreamSet(List.of(claude("one", relay.upstream.uri()), claude("two", other.uri())),
                    new Failover(true, 2)));
            for (ScriptedUpstream upstream : List.of(relay.upstream, other)) {
                upstream.plays(Faults.status(529, "", "{}"));
            }
            byte[] body = LargeBodies.claude(2 * MEGABYTE);

            assertThat(post(body).status()).isEqualTo(529);

            assertThat(relay.upstream.received()).singleElement()
                    .satisfies(it -> assertThat(it.body()).isEqualTo(body));
            assertThat(other.received()).singleElement().satisfies(it -> assertThat(it.body()).isEqualTo(body));
        }
    }

    @Test
    void anIdempotencyKeyKnowsLargeBodiesToo() throws IOException {
        answers();
        byte[] body = LargeBodies.claude(2 * MEGABYTE);
        byte[] other = body.clone();
        other[MEGABYTE] = '!';

        assertThat(post(body, "Idempotency-Key: k").status()).isEqualTo(200);
        assertThat(post(body, "Idempotency-Key: k").status()).isEqualTo(409);
        assertThat(post(other, "Idempotency-Key: k").status()).isEqualTo(422);
    }

    @Test
    void twentyAtOnceStayWithinTheBudgetsAndWhoComesThenIsToldToWait() throws Exception {
        answers();
        byte[] body = LargeBodies.claude((int) (RelayUnderTest.SPILLED_BYTES_MAX / 20));
        byte[] request = RawClient.post("/v1/messages", relay.key, body);
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                clients.add(relay.connect().send(Arrays.copyOf(request, request.length - 1)));
            }
            await().until(() -> relay.spill.spilledBytes() == 20L * body.length);
            assertThat(relay.server.bufferedBytes()).isLessThanOrEqualTo(20L * MEGABYTE);

            RawClient.Answer refused = post(LargeBodies.claude(2 * MEGABYTE));

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.headers()).containsKey("retry-after");
            assertThat(refused.body()).startsWith("{\"type\":\"error\"").contains("Too many large requests");
            for (RawClient client : clients) {
                client.send(Arrays.copyOfRange(request, request.length - 1, request.length));
            }
            for (RawClient client : clients) {
                assertThat(client.answer().status()).isEqualTo(200);
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
        assertThat(relay.recorder.settled()).hasSize(20);
    }

    @Test
    void whatIsNoJsonIsSaidAsForASmallOne() throws IOException {
        byte[] body = LargeBodies.claude(2 * MEGABYTE);
        body[body.length - 1] = 'x';

        RawClient.Answer answer = post(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("at byte " + (body.length - 1));
        assertThat(relay.recorder.events()).isEmpty();
    }

    private interface Look {
        boolean look() throws Exception;
    }

    private void answers() {
        answersLooking(() -> true);
    }

    private void answersLooking(Look look) {
        relay.upstream.plays((request, wire) -> {
            boolean fine = look.look();
            wire.send("HTTP/1.1 " + (fine ? 200 : 500) + " X\r\ncontent-type: application/json\r\ncontent-length: "
                    + Streams.CLAUDE_JSON.getBytes(UTF_8).length + "\r\n\r\n" + Streams.CLAUDE_JSON);
            return true;
        });
    }

    private static Upstream claude(String id, URI uri) {
        return Upstream.plain(id, Service.CLAUDE, uri, new Secret("k"));
    }

    private RawClient.Answer post(byte[] body, String... headers) throws IOException {
        try (RawClient client = relay.connect()) {
            return client.send(RawClient.post("/v1/messages", relay.key, body, headers))
                    .answerInto(new ByteArrayOutputStream());
        }
    }

    /// What they announce is not what they take.
    @Test
    void slowClientsThatAnnounceMuchDoNotKeepOthersOut() throws IOException {
        byte[] body = LargeBodies.claude(6 * LargeBodies.MEGABYTE);
        long many = 2 * RelayUnderTest.SPILLED_BYTES_MAX / body.length;
        relay.upstream.answers("200 OK\r\ncontent-type: application/json", "{}");
        List<RawClient> slow = new ArrayList<>();
        try (RawClient client = relay.connect()) {
            for (int i = 0; i < many; i++) {
                slow.add(relay.connect().send("POST /v1/messages HTTP/1.1\r\nHost: r\r\nx-api-key: "
                        + relay.key.reveal() + "\r\nContent-Length: " + body.length + "\r\n\r\n{"));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> relay.server.count() == many);

            assertThat(client.send(RawClient.post("/v1/messages", relay.key, body, "X: y")).answer().status())
                    .isEqualTo(200);
        } finally {
            for (RawClient each : slow) {
                each.close();
            }
        }
    }
}
