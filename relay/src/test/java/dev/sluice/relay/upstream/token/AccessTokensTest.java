package dev.sluice.relay.upstream.token;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.usage.Service;
import dev.sluice.relay.upstream.Caps;
import dev.sluice.relay.upstream.Credential;
import dev.sluice.relay.upstream.Failover;
import dev.sluice.relay.upstream.Secret;
import dev.sluice.relay.upstream.Upstream;
import dev.sluice.relay.upstream.UpstreamSet;
import dev.sluice.relay.upstream.breaker.BreakerRules;
import dev.sluice.relay.upstream.choice.LiveUpstream;
import dev.sluice.relay.upstream.choice.Upstreams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Access tokens from a real HTTP endpoint that answers what a test says, with a clock that a test moves.
class AccessTokensTest {

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong();
    private final Upstreams upstreams = new Upstreams(BreakerRules.STANDARD, now::get);
    private final List<String> forms = new CopyOnWriteArrayList<>();
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private AccessTokens tokens;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/token", this::answer);
        server.start();
        use("rt-1");
        tokens = new AccessTokens(upstreams, folder.resolve("tokens"), now::get);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anUpstreamIsUsableOnceItHasAToken() {
        answers.add("200 {\"access_token\":\"at-1\",\"expires_in\":3600}");
        assertThat(live().isUsable(0)).isFalse();

        ticksUntil("Bearer at-1");

        assertThat(live().isUsable(0)).isTrue();
        assertThat(live().authorization().header()).isEqualTo("authorization");
        assertThat(live().authorization()).hasToString("Authorization[authorization: …]");
        assertThat(forms).containsExactly(
                "grant_type=refresh_token&refresh_token=rt-1&client_id=app&client_secret=s%2B1");
    }

    @Test
    void aTokenIsRenewedAheadOfItsEndAndThenStaysInUse() {
        answers.add("200 {\"access_token\":\"at-1\",\"expires_in\":3600}");
        ticksUntil("Bearer at-1");
        now.addAndGet(Duration.ofMinutes(54).toNanos());
        tokens.tick();
        assertThat(forms).hasSize(1);

        answers.add("200 {\"access_token\":\"at-2\",\"expires_in\":3600}");
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        ticksUntil("Bearer at-2");

        assertThat(forms).hasSize(2);
    }

    @Test
    void oneCallAtATimeHoweverLongItTakes() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        server.removeContext("/token");
        server.createContext("/token", exchange -> {
            forms.add("call");
            try {
                held.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            send(exchange, "200 {\"access_token\":\"at-1\"}");
        });
        tokens.tick();
        await().until(() -> forms.size() == 1);

        for (int i = 0; i < 20; i++) {
            now.addAndGet(Duration.ofSeconds(10).toNanos());
            tokens.tick();
        }
        held.countDown();
        ticksUntil("Bearer at-1");

        assertThat(forms).hasSize(1);
    }

    @Test
    void anExchangedRefreshTokenIsUsedFromThenOnAndByTheNextProcess() {
        answers.add("200 {\"access_token\":\"at-1\",\"refresh_token\":\"rt-2\",\"expires_in\":60}");
        ticksUntil("Bearer at-1");

        answers.add("200 {\"access_token\":\"at-2\"}");
        tokens = new AccessTokens(upstreams, folder.resolve("tokens"), now::get);
        ticksUntil("Bearer at-2");
        assertThat(forms.getLast()).contains("refresh_token=rt-2&");

        answers.add("200 {\"access_token\":\"at-3\"}");
        use("rt-9");
        ticksUntil("Bearer at-3");
        assertThat(forms.getLast()).as("a newly configured one counts").contains("refresh_token=rt-9&");
    }

    @Test
    void aTokenThatCannotBeRenewedIsUsedToItsEndAndNotBeyond() {
        answers.add("200 {\"access_token\":\"at-1\",\"expires_in\":600}");
        ticksUntil("Bearer at-1");
        answers.add("400 {\"error\":\"invalid_grant\"}");
        now.addAndGet(Duration.ofSeconds(545).toNanos());
        tokens.tick();
        await().until(() -> forms.size() == 2);
        assertThat(live().isUsable(now.get())).isTrue();

        now.addAndGet(Duration.ofSeconds(60).toNanos());
        tokens.tick();

        assertThat(live().isUsable(now.get())).isFalse();
    }

    @Test
    void redirectsAreNotFollowed() {
        answers.add("302 {}");
        tokens.tick();
        await().until(() -> forms.size() == 1);
        tokens.tick();

        assertThat(live().isUsable(0)).isFalse();
    }

    private void use(String refreshToken) {
        Credential credential = new Credential.OAuth(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token"), "app", new Secret("s+1"),
                new Secret(refreshToken));
        upstreams.swap(new UpstreamSet(List.of(new Upstream("one", Service.CODEX, URI.create("http://one"), credential,
                1, Caps.WIDEST, Map.of(), null)), Failover.OFF));
    }

    private LiveUpstream live() {
        return upstreams.all().getFirst();
    }

    private void ticksUntil(String value) {
        await().until(() -> {
            tokens.tick();
            return live().authorization().value().equals(value);
        });
    }

    private void answer(HttpExchange exchange) throws IOException {
        forms.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        String next = answers.poll();
        send(exchange, next == null ? "500 {}" : next);
    }

    private static void send(HttpExchange exchange, String answer) throws IOException {
        byte[] body = answer.substring(4).getBytes(UTF_8);
        exchange.getResponseHeaders().add("location", "/token");
        exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
