package dev.sluice.billing.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.sluice.contracts.json.SluiceJson;

/// usage-streams as its internal query looks from outside: answers by path, 404 elsewhere, 401 without the
/// credential.
public final class StubStreams implements AutoCloseable {

    private final HttpServer server;
    private final String credential;
    private final Map<String, Object> answers = new ConcurrentHashMap<>();
    private volatile int failingStatus;

    public StubStreams(String credential) throws IOException {
        this.credential = credential;
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/internal/", this::answer);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Answers this path and query with that record from now on.
    public void answers(String pathAndQuery, Object answer) {
        answers.put(pathAndQuery, answer);
    }

    /// Answers everything with this status; 0 ends it.
    public void failsWith(int status) {
        failingStatus = status;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Object answer = answers.get(exchange.getRequestURI().toString());
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        if (!("Bearer " + credential).equals(shown)) {
            exchange.sendResponseHeaders(401, -1);
        } else if (failingStatus != 0) {
            exchange.sendResponseHeaders(failingStatus, -1);
        } else if (answer == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            byte[] body = SluiceJson.mapper().writeValueAsBytes(answer);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
