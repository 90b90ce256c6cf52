package dev.sluice.bench.accounts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;

/// What the relay says to a key that asks for its own limits.
final class RelayDoor implements AutoCloseable {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI usage;

    RelayDoor(int port) {
        this.usage = URI.create("http://127.0.0.1:" + port + "/v1/usage");
    }

    /// Returns once it answers with that status.
    void await(String secret, int status) throws IOException, InterruptedException {
        await(secret, answer -> answer.statusCode() == status, "status " + status);
    }

    /// Returns once a limit of the account is as high as that.
    void awaitLimit(String secret, long most) throws IOException, InterruptedException {
        await(secret, answer -> answer.body().matches("(?s).*\"max\":" + most + "\\b.*"), "a limit of " + most);
    }

    private void await(String secret, Predicate<HttpResponse<String>> wanted, String expected)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        HttpResponse<String> answer = ask(secret);
        while (!wanted.test(answer)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("relay: " + answer.statusCode() + " " + answer.body() + " (expected: "
                        + expected + " within half a minute)");
            }
            answer = ask(secret);
        }
    }

    private HttpResponse<String> ask(String secret) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(usage).header("x-api-key", secret).timeout(ANSWER_MAX).build(),
                BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
    }
}
