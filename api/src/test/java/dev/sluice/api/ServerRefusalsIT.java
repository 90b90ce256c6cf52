package dev.sluice.api;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/// What is no request that a filter could see is a problem like any other, on the wire.
class ServerRefusalsIT {

    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(20).toMillis();

    static Stream<Arguments> requests() {
        return Stream.of(
                arguments("GET /%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400),
                arguments("GET /api/client/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400),
                arguments("GET /api/%5c HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400),
                arguments("GET /a|b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
                arguments("BREW\r\n\r\n", 400),
                arguments("GET /api/client/config HTTP/1.1\r\n\r\n", 400),
                arguments("GET /api/client/config HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
                arguments("GET /api/client/config HTTP/1.1\r\nHost: a\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n",
                        400),
                arguments("GET /api/client/config?" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n", 400),
                arguments("GET /api/client/config HTTP/9.9\r\nHost: a\r\n\r\n", 505),
                arguments("POST /api/client/auth/login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: brew\r\n\r\n", 501),
                arguments("TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 405));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void whatTheServerRefusesIsAProblem(String request, int status) throws IOException {
        String answer = ask(request);

        String head = answer.substring(0, answer.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);
        assertThat(head).startsWith("http/1.1 " + status).contains("content-type: application/problem+json",
                "cache-control: no-store", "x-content-type-options: nosniff", "x-request-id: ");
        JsonNode problem = JsonMapper.shared().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asString()).isNotEmpty();
        assertThat(head).contains(problem.path("requestId").asString());
    }

    /// The whole answer: the server closes after it.
    private static String ask(String request) throws IOException {
        URI url = RunningApi.shared().url();
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
