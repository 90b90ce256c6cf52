package dev.sluice.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;

import dev.sluice.contracts.json.SluiceJson;

/// The door of billing for credit, as its tests show it: a grant of 1 is not shown yet, one of 13 meets its key
/// used, one of 503 finds the log away.
final class PlayedBilling {

    static final String GRANT = "gr_00007004-0000-0000-0000-000000000001";
    static final String UNKNOWN = "gr_00007004-0000-0000-0000-000000000002";
    private static final String CREDENTIAL = "Bearer " + RunningApi.CREDENTIAL;

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    PlayedBilling() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/grants", this::answer);
        server.start();
    }

    /// What billing was asked, and under which key.
    record Asked(String path, String idempotencyKey, JsonNode body) {}

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    List<Asked> askedFor(String userId) {
        return asked.stream().filter(each -> each.body().path("userId").asString("").equals(userId)).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        JsonNode body = SluiceJson.mapper().readTree(exchange.getRequestBody().readAllBytes());
        asked.add(new Asked(path, exchange.getRequestHeaders().getFirst("Idempotency-Key"), body));
        if (!CREDENTIAL.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, Map.of());
        } else if (path.endsWith("/revoke")) {
            revoke(exchange, path);
        } else {
            give(exchange, body.path("amountUsd").asString());
        }
    }

    private static void revoke(HttpExchange exchange, String path) throws IOException {
        if (path.contains(UNKNOWN)) {
            send(exchange, 404, Map.of());
        } else {
            send(exchange, 200, Map.of("grantId", GRANT, "remainingUsd", "0.000000000"));
        }
    }

    private static void give(HttpExchange exchange, String amount) throws IOException {
        switch (amount) {
            case "1.000000000" -> send(exchange, 202, Map.of("grantId", GRANT));
            case "13.000000000" -> send(exchange, 409, Map.of());
            case "503.000000000" -> send(exchange, 503, Map.of());
            case String none when none.startsWith("-") || none.startsWith("0.0") -> send(exchange, 422, Map.of());
            default -> send(exchange, 201, Map.of("grantId", GRANT, "remainingUsd", amount));
        }
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        try (exchange) {
            byte[] body = SluiceJson.mapper().writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
