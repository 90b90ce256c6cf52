package dev.sluice.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.api.ServedDocument.Operation;

/// Requests for one operation: some that fit the document, and one broken in each way there is.
final class GeneratedRequests {

    private static final int FITTING = 2;
    /// In a path it is the server that refuses it, before there is an application.
    private static final String NUL = "\u0000";
    private static final List<String> ODD = List.of("", "x".repeat(3_000), NUL, "../../etc/passwd", "a;b=c", "%",
            "🙂", "-1", "999999999999999999999", "null", "{}", "' OR 1=1 --", "2026-13-45T00:00:00Z");

    private final GeneratedValues values;
    private final Random random;
    private final Map<String, String> ids;

    /// `ids` are those of what exists, by the start of the path they stand behind.
    GeneratedRequests(GeneratedValues values, Random random, Map<String, String> ids) {
        this.values = values;
        this.random = random;
        this.ids = ids;
    }

    /// @param why
    ///            how it was made
    /// @param mediaType
    ///            empty without a body
    record Request(Operation operation, String why, String path, Map<String, String> headers, byte[] body,
            String mediaType) {
        @Override
        public String toString() {
            return operation.id() + " (" + why + ") " + operation.method() + " " + path + " " + headers + " "
                    + shortened(new String(body, StandardCharsets.UTF_8));
        }

        private static String shortened(String text) {
            return text.length() <= 300 ? text : text.substring(0, 300) + "… (" + text.length() + ")";
        }
    }

    List<Request> of(Operation operation) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < FITTING; i++) {
            requests.add(request(operation, "fits", UnaryOperator.identity(), body(operation), ServedDocument.JSON));
        }
        if (operation.hasBody()) {
            broken(operation, requests);
        }
        operation.node().path("parameters").forEach(parameter -> requests.add(oddly(operation, parameter)));
        requests.add(
                request(operation, "unknown query", path -> path + (path.contains("?") ? "&" : "?") + "unknown=%00",
                        body(operation), ServedDocument.JSON));
        return requests;
    }

    private void broken(Operation operation, List<Request> requests) {
        for (BrokenBody way : BrokenBody.values()) {
            byte[] body = way.of((ObjectNode) values.value("body", operation.bodySchema()), random);
            if (body != null) {
                requests.add(request(operation, way.name(), UnaryOperator.identity(), body, ServedDocument.JSON));
            }
        }
        requests.add(request(operation, "wrong media type", UnaryOperator.identity(), body(operation), "text/plain"));
        requests.add(request(operation, "odd media type", UnaryOperator.identity(), body(operation), "a/b;c=d"));
    }

    private byte[] body(Operation operation) {
        return operation.hasBody()
                ? values.value("body", operation.bodySchema()).toString().getBytes(StandardCharsets.UTF_8)
                : new byte[0];
    }

    private Request oddly(Operation operation, JsonNode parameter) {
        String odd = ODD.get(random.nextInt(ODD.size()));
        return request(operation, "odd " + parameter.path("name").asString(), parameter, odd);
    }

    private Request request(Operation operation, String why, JsonNode oddParameter, String odd) {
        Map<String, String> chosen = new LinkedHashMap<>();
        chosen.put(oddParameter.path("name").asString(), odd);
        return request(operation, why, chosen, UnaryOperator.identity(), body(operation), ServedDocument.JSON);
    }

    private Request request(Operation operation, String why, UnaryOperator<String> path, byte[] body, String type) {
        return request(operation, why, Map.of(), path, body, type);
    }

    private Request request(Operation operation, String why, Map<String, String> chosen, UnaryOperator<String> path,
            byte[] body, String type) {
        String filled = operation.path();
        StringBuilder query = new StringBuilder();
        Map<String, String> headers = new LinkedHashMap<>();
        for (JsonNode parameter : operation.node().path("parameters")) {
            String name = parameter.path("name").asString();
            boolean said = chosen.containsKey(name) || parameter.path("required").asBoolean() || random.nextBoolean();
            String value = chosen.containsKey(name) ? chosen.get(name) : value(operation, name, parameter);
            switch (parameter.path("in").asString()) {
                case "path" -> filled = filled.replace("{" + name + "}", encoded(value.replace(NUL, "0")));
                case "header" -> put(headers, name, value, said);
                default -> query.append(said ? (query.isEmpty() ? "?" : "&") + name + "=" + encoded(value) : "");
            }
        }
        return new Request(operation, why, path.apply("/api" + filled + query), headers, body,
                operation.hasBody() ? type : "");
    }

    private String value(Operation operation, String name, JsonNode parameter) {
        String start = operation.path().replaceFirst("(\\{" + name + "}).*", "$1");
        return ids.containsKey(start) && random.nextInt(3) > 0
                ? ids.get(start)
                : values.value("?" + name, parameter.path("schema")).asString();
    }

    /// A header is what a client can send: no control character, Latin-1.
    private static void put(Map<String, String> headers, String name, String value, boolean said) {
        String sendable = value.replaceAll("[^\\x20-\\x7e]", "?");
        if (said) {
            headers.put(name, sendable);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
