package dev.sluice.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.query.ChangesAnswer;

/// Answers the question for changes as usage-streams does, when the test says that there are some.
final class PlayedChanges implements AutoCloseable {

    private static final String PATH = "/internal/changes/";
    private static final Duration WAIT = Duration.ofMillis(300);

    private final Map<String, BlockingQueue<Instant>> changes = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile boolean away;

    PlayedChanges() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(PATH, this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    void change(String userId, Instant asOf) {
        queue(userId).add(asOf);
    }

    void away(boolean now) {
        away = now;
    }

    private BlockingQueue<Instant> queue(String userId) {
        return changes.computeIfAbsent(userId, _ -> new LinkedBlockingQueue<>());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String userId = exchange.getRequestURI().getPath().substring(PATH.length());
            boolean waits = exchange.getRequestURI().getQuery() != null;
            Instant changed = waits ? queue(userId).poll(WAIT.toMillis(), TimeUnit.MILLISECONDS) : null;
            byte[] body = SluiceJson.mapper().writeValueAsBytes(
                    new ChangesAnswer("mark", changed != null, changed == null ? Instant.EPOCH : changed));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(away ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
