package dev.sluice.relay.server;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.upstream.Caps;
import dev.sluice.relay.upstream.Credential;
import dev.sluice.relay.upstream.Failover;
import dev.sluice.relay.upstream.Proxy;
import dev.sluice.relay.upstream.Secret;
import dev.sluice.relay.upstream.Upstream;
import dev.sluice.relay.upstream.UpstreamSet;

import static org.assertj.core.api.Assertions.assertThat;

/// An upstream that is reached through a proxy only.
class ProxiedUpstreamTest {

    private static final String BODY = "{\"model\":\"claude-opus-5-5\"}";

    private final RelayUnderTest relay = new RelayUnderTest();
    private final ScriptedProxy proxy = new ScriptedProxy(relay.upstream.uri().getPort());

    @AfterEach
    void stop() throws IOException {
        relay.close();
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource
    void requestsGoThroughTheProxyWhichResolvesTheName(Proxy.Kind kind) throws IOException {
        use(kind);
        relay.upstream.answers("200 OK\r\ncontent-type: application/json", Streams.CLAUDE_JSON);

        assertThat(ask().body()).isEqualTo(Streams.CLAUDE_JSON);
        assertThat(ask().status()).isEqualTo(200);

        String login = kind == Proxy.Kind.HTTP ? "bWU6cHc=" : "me/pw";
        assertThat(proxy.asked()).allSatisfy(it -> assertThat(it).isEqualTo("provider.invalid:8443 " + login));
        assertThat(relay.upstream.received()).allSatisfy(it -> assertThat(it.headers())
                .containsEntry("host", "provider.invalid:8443").doesNotContainKey("proxy-authorization"));
    }

    @ParameterizedTest
    @EnumSource
    void aProxyThatRefusesIsAFailedConnection(Proxy.Kind kind) throws IOException {
        use(kind);
        proxy.refuses();

        assertThat(ask().status()).isEqualTo(502);

        assertThat(proxy.asked()).as("tried twice").hasSize(2);
        assertThat(relay.recorder.failed().getFirst().errorCode()).isEqualTo("unreachable");
        assertThat(relay.upstreams.all().getFirst().load()).isZero();
    }

    @Test
    void aProxyThatIsNotThereIsAFailedConnection() throws IOException {
        use(Proxy.Kind.HTTP);
        proxy.close();

        assertThat(ask().status()).isEqualTo(502);
    }

    private void use(Proxy.Kind kind) {
        Upstream upstream = new Upstream("far", Service.CLAUDE, URI.create("http://provider.invalid:8443"),
                new Credential.ApiKey(new Secret("k")), 1, Caps.WIDEST, Map.of(),
                new Proxy(kind, "127.0.0.1", proxy.port(), new Proxy.Login("me", new Secret("pw"))));
        relay.uses(new UpstreamSet(List.of(upstream), Failover.OFF));
    }

    private RawClient.Answer ask() throws IOException {
        try (RawClient client = relay.connect()) {
            return client.send(RawClient.post("/v1/messages", relay.key, BODY)).answer();
        }
    }
}
