package dev.sluice.relay.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.account.UpstreamAttempt;
import dev.sluice.contracts.account.UsageFailed;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.upstream.Caps;
import dev.sluice.relay.upstream.Credential;
import dev.sluice.relay.upstream.Failover;
import dev.sluice.relay.upstream.Secret;
import dev.sluice.relay.upstream.Upstream;
import dev.sluice.relay.upstream.UpstreamSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Two upstreams of one service behind a relay: who gets which request, and what the events say.
class SeveralUpstreamsTest {

    private static final String CLAUDE = "{\"max_tokens\":9,\"model\":\"claude-opus-5-5\",\"stream\":true,\"x\":1.50}";
    private static final String HOME = "X-Claude-Code-Session-Id: ";

    private final RelayUnderTest relay = new RelayUnderTest();
    private final ScriptedUpstream other = new ScriptedUpstream();
    private String atOne = "";

    @AfterEach
    void stop() throws IOException {
        relay.close();
        other.close();
    }

    @Test
    void aSessionStaysAtOneUpstreamWithThatOnesKey() throws IOException {
        use(Failover.OFF, relay.upstream.uri(), other.uri());

        for (int i = 0; i < 5; i++) {
            assertThat(ask().status()).isEqualTo(200);
        }

        assertThat(relay.upstream.received()).hasSize(5)
                .allSatisfy(it -> assertThat(it.headers()).containsEntry("x-api-key", "key-one"));
        assertThat(other.received()).isEmpty();
        assertThat(relay.recorder.settled()).allSatisfy(it -> {
            assertThat(it.upstream()).isEqualTo("one");
            assertThat(it.earlierAttempts()).isNull();
            assertThat(it.modelSent()).isNull();
        });
    }

    @Test
    void aFailedConnectionGoesToTheOther() throws IOException {
        use(Failover.OFF, closedPort(), other.uri());

        assertThat(ask().body()).isEqualTo(String.join("", Streams.CLAUDE_PARTS));

        UsageSettled settled = relay.recorder.settled().getFirst();
        assertThat(settled.upstream()).isEqualTo("two");
        assertThat(settled.earlierAttempts()).singleElement().satisfies(it -> {
            assertThat(it.upstream()).isEqualTo("one");
            assertThat(it.status()).isZero();
            assertThat(it.errorCode()).isEqualTo("unreachable");
            assertThat(it.costNanoUsd()).isEqualTo(NanoUsd.ZERO);
        });
    }

    @Test
    void connectingIsTriedTwiceAndNoMore() throws IOException {
        use(Failover.OFF, closedPort(), closedPort());

        assertThat(ask().status()).isEqualTo(502);

        UsageFailed failed = relay.recorder.failed().getFirst();
        assertThat(failed.errorCode()).isEqualTo("unreachable");
        assertThat(failed.earlierAttempts()).hasSize(1);
    }

    @Test
    void anAnswerOfOverloadPassesUnlessConfiguredOtherwise() throws IOException {
        use(Failover.OFF, relay.upstream.uri(), other.uri());
        relay.upstream.plays(Faults.anthropic(529, "overloaded_error", "theirs"));

        assertThat(ask().body()).contains("theirs");

        assertThat(other.received()).isEmpty();
    }

    @Test
    void anAnswerOfOverloadGoesToTheOtherWhereConfigured() throws IOException {
        use(new Failover(true, 2), relay.upstream.uri(), other.uri());
        relay.upstream.plays(Faults.status(529, "request-id: req_first\r\n", "{}"));

        RawClient.Answer answer = ask();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(String.join("", Streams.CLAUDE_PARTS));
        assertThat(other.received().getFirst().text()).isEqualTo(CLAUDE);
        UsageSettled settled = relay.recorder.settled().getFirst();
        assertThat(relay.recorder.events()).hasSize(2);
        assertThat(settled.earlierAttempts()).singleElement().satisfies(it -> {
            assertThat(it).extracting(UpstreamAttempt::upstream, UpstreamAttempt::status, UpstreamAttempt::errorCode,
                    UpstreamAttempt::upstreamRequestId).containsExactly("one", 529, "upstream-529", "req_first");
        });
    }

    @Test
    void theLastAnswerPassesWhenAllFail() throws IOException {
        use(new Failover(true, 3), relay.upstream.uri(), other.uri());
        relay.upstream.plays(Faults.anthropic(500, "api_error", "first"));
        other.plays(Faults.anthropic(503, "api_error", "second"));

        RawClient.Answer answer = ask();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("second");
        assertThat(relay.recorder.failed().getFirst().earlierAttempts()).hasSize(1);
    }

    @Test
    void afterTheFirstByteNothingIsTriedAgain() throws IOException {
        use(new Failover(true, 3), relay.upstream.uri(), other.uri());
        relay.upstream.plays(Faults.cut(Streams.CLAUDE_START));

        assertThat(ask().whole()).isFalse();

        assertThat(other.received()).isEmpty();
    }

    @Test
    void aRefusedAccountIsOutAndItsSessionsMove() throws IOException {
        use(Failover.OFF, relay.upstream.uri(), other.uri());
        relay.upstream.plays(Faults.anthropic(401, "authentication_error", "invalid x-api-key"));

        assertThat(ask().status()).isEqualTo(529);
        assertThat(ask().status()).isEqualTo(200);
        assertThat(ask().status()).isEqualTo(200);

        assertThat(relay.upstream.received()).hasSize(1);
        assertThat(other.received()).hasSize(2);
    }

    @Test
    void aMappedModelIsPutInPlaceAndTheRestStaysByteForByte() throws IOException {
        Upstream mapped = new Upstream("one", Service.CODEX, relay.upstream.uri(),
                new Credential.ApiKey(new Secret("k")), 1, Caps.WIDEST, Map.of("gpt-6.1-sol", "eu/sol-6.1"), null);
        relay.uses(new UpstreamSet(List.of(mapped), Failover.OFF));
        relay.upstream.streams(Streams.CHAT_PARTS);

        try (RawClient client = relay.connect()) {
            client.send(RawClient.post("/v1/chat/completions", relay.key,
                    "{ \"n\" : 1, \"model\" : \"gpt-6.1-sol\" ,\"stream\":true, \"t\":1.0}")).answer();
        }

        assertThat(relay.upstream.received().getFirst().text())
                .isEqualTo("{\"stream_options\":{\"include_usage\":true}, \"n\" : 1, \"model\" : \"eu/sol-6.1\" "
                        + ",\"stream\":true, \"t\":1.0}");
        assertThat(relay.recorder.reserved().getFirst().modelAsked()).isEqualTo("gpt-6.1-sol");
        assertThat(relay.recorder.settled().getFirst().modelSent()).isEqualTo("eu/sol-6.1");
    }

    @Test
    void connectionsToAnUpstreamThatIsNoMoreAreClosed() throws IOException {
        use(Failover.OFF, relay.upstream.uri(), other.uri());
        assertThat(ask().status()).isEqualTo(200);
        assertThat(relay.upstream.closed()).isZero();

        use(Failover.OFF, other.uri());

        await().untilAsserted(() -> assertThat(relay.upstream.closed()).isEqualTo(1));
        assertThat(ask().status()).isEqualTo(200);
    }

    @Test
    void aConnectionThatTheProviderClosedWhileIdleIsNoticed() throws IOException {
        use(Failover.OFF, relay.upstream.uri());
        relay.upstream.plays((request, wire) -> {
            wire.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
                    + Streams.CLAUDE_JSON.length() + "\r\n\r\n" + Streams.CLAUDE_JSON);
            return false;
        });

        for (int i = 0; i < 5; i++) {
            int before = relay.upstream.closed();
            assertThat(ask().status()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(relay.upstream.closed()).isGreaterThan(before));
        }
    }

    /// Puts upstreams in force, with a session whose home is the first.
    private void use(Failover failover, URI... addresses) throws IOException {
        List<String> names = List.of("one", "two");
        List<Upstream> all = IntStream.range(0, addresses.length).mapToObj(i -> Upstream
                .plain(names.get(i), Service.CLAUDE, addresses[i], new Secret("key-" + names.get(i)))).toList();
        relay.uses(new UpstreamSet(all, failover));
        relay.upstream.streams(Streams.CLAUDE_PARTS);
        other.streams(Streams.CLAUDE_PARTS);
        atOne = Homes.sessionAt("one", relay.upstreams, relay.keys.view(relay.key).userId());
    }

    private RawClient.Answer ask() throws IOException {
        try (RawClient client = relay.connect()) {
            return client.send(RawClient.post("/v1/messages", relay.key, CLAUDE, HOME + atOne)).answer();
        }
    }

    private static URI closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }
}
