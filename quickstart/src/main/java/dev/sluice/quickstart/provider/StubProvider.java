package dev.sluice.quickstart.provider;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// The stub provider's server on the loopback address: Anthropic and OpenAI on one port.
public final class StubProvider implements AutoCloseable {

    private static final int BODY_BYTES_MAX = 64 * 1024 * 1024;
    private static final int BACKLOG = 1024;
    private static final Duration DELAY_DEFAULT = Duration.ofMillis(20);
    /// No wait for a full packet, and patience with the idle connections of a relay's pool.
    private static final Map<String, String> SERVER_SETTINGS = Map.of("sun.net.httpserver.nodelay", "true",
            "sun.net.httpserver.maxIdleConnections", "4096", "sun.net.httpserver.idleInterval", "600");
    private static final String IDS = "stub%016d";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final UpstreamCredentials credentials;
    private final InstantSource clock;
    private final StubCounters counters = new StubCounters();
    private final AtomicLong replies = new AtomicLong();

    private StubProvider(HttpServer server, UpstreamCredentials credentials, InstantSource clock) {
        this.server = server;
        this.credentials = credentials;
        this.clock = clock;
    }

    /// Starts the stub; port 0 takes a free one.
    public static StubProvider start(int port, UpstreamCredentials credentials, InstantSource clock)
            throws IOException {
        SERVER_SETTINGS.forEach(System::setProperty);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var stub = new StubProvider(HttpServer.create(address, BACKLOG), credentials, clock);
        stub.listen();
        return stub;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void listen() {
        server.setExecutor(threads);
        server.createContext("/v1/messages", exchange -> answer(exchange, new AnthropicMessages()));
        server.createContext("/v1/responses", exchange -> answer(exchange, new OpenAiResponses()));
        server.createContext("/v1/chat/completions", exchange -> answer(exchange, new OpenAiChat()));
        server.createContext("/v1/models", this::models);
        server.createContext("/stub/counters", exchange -> Answers.json(exchange, 200, counters.json()));
        server.start();
    }

    private void answer(HttpExchange exchange, Dialect dialect) throws IOException {
        counters.begun();
        try {
            reply(exchange, dialect);
        } finally {
            counters.ended();
        }
    }

    private void reply(HttpExchange exchange, Dialect dialect) throws IOException {
        String id = IDS.formatted(replies.incrementAndGet());
        exchange.getResponseHeaders().set(requestIdHeader(dialect), "req_" + id);
        byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
        Optional<String> refusal = refuse(exchange.getRequestHeaders(), dialect);
        if (refusal.isPresent()) {
            counters.refusedCredential();
            Answers.json(exchange, 401, dialect.refusal(401, refusal.get(), "req_" + id));
        } else if (body.length > BODY_BYTES_MAX) {
            Answers.json(exchange, 413, dialect.refusal(413, "The body is too large.", "req_" + id));
        } else {
            play(exchange, dialect, id, body);
        }
    }

    private void play(HttpExchange exchange, Dialect dialect, String id, byte[] body) throws IOException {
        Reply reply;
        try {
            Ask ask = Ask.orRefuse(body);
            var script = StubScript.of(exchange.getRequestHeaders(), ask, DELAY_DEFAULT);
            reply = new Reply(id, clock.instant().getEpochSecond(), ask, script);
        } catch (IllegalArgumentException refused) {
            Answers.json(exchange, 400, dialect.refusal(400, "" + refused.getMessage(), "req_" + id));
            return;
        }
        if (exchange.getRequestURI().getPath().endsWith("/count_tokens")) {
            Answers.json(exchange, 200, AnthropicMessages.count(reply.usage()));
        } else {
            new Playback(exchange, dialect, reply, counters).play();
        }
    }

    private void models(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        boolean anthropic = headers.containsKey("anthropic-version");
        Dialect dialect = anthropic ? new AnthropicMessages() : new OpenAiChat();
        Optional<String> refusal = refuse(headers, dialect);
        if (refusal.isPresent()) {
            counters.refusedCredential();
            Answers.json(exchange, 401, dialect.refusal(401, refusal.get(), "req_models"));
        } else {
            Answers.json(exchange, 200, anthropic ? ModelList.anthropic() : ModelList.openAi());
        }
    }

    private Optional<String> refuse(Headers headers, Dialect dialect) {
        return switch (dialect) {
            case AnthropicMessages() -> credentials.refuseAnthropic(headers);
            case OpenAiResponses(),OpenAiChat() -> credentials.refuseOpenAi(headers);
        };
    }

    private static String requestIdHeader(Dialect dialect) {
        return switch (dialect) {
            case AnthropicMessages() -> "request-id";
            case OpenAiResponses(),OpenAiChat() -> "x-request-id";
        };
    }
}
