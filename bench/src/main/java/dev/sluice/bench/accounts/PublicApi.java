package dev.sluice.bench.accounts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

import dev.sluice.contracts.json.SluiceJson;

/// The public routes of `api`, as a program calls them from one address of this machine.
final class PublicApi implements AutoCloseable {

    private static final Duration ANSWER_MAX = Duration.ofMinutes(3);
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final String PASSWORD = "stapler-orbit-canyon-42";

    private final HttpClient http;
    private final URI base;
    private final Mailroom mailroom;

    /// @param from
    ///            an address of this machine: what is limited per address is limited for it
    PublicApi(int port, InetAddress from, Mailroom mailroom) {
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).localAddress(from)
                .connectTimeout(ANSWER_MAX).build();
        this.base = URI.create("http://127.0.0.1:" + port + "/api/client/");
        this.mailroom = mailroom;
    }

    /// Somebody with an access token.
    record Person(String id, String email, String token) {}

    record Key(String id, String secret) {}

    /// Signs somebody up, address proven.
    Person signUp(String email) throws IOException, InterruptedException {
        require(register(email, solution()), 202);
        JsonNode signedIn = json(post("auth/verify-email", Map.of("token", mailroom.tokenFor(email))), 200);
        return new Person(signedIn.path("user").path("id").asString(), email, token(signedIn));
    }

    /// A solved challenge, good for one registration.
    String solution() throws IOException, InterruptedException {
        return ProofOfWork.solve(json(send(to("auth/challenge")), 200));
    }

    HttpResponse<String> register(String email, String solution) throws IOException, InterruptedException {
        return post("auth/register",
                Map.of("email", email, "password", PASSWORD, "username", "Bench", "challenge", solution));
    }

    /// Signs in once more and gives the access token.
    String login(String email) throws IOException, InterruptedException {
        return token(json(post("auth/login", Map.of("email", email, "password", PASSWORD)), 200));
    }

    void logout(String token) throws IOException, InterruptedException {
        require(post("auth/logout", Map.of(), bearer(token)), 204);
    }

    Key createKey(String token, String name) throws IOException, InterruptedException {
        JsonNode key = json(post("keys", Map.of("name", name, "permissions", List.of("claude")), bearer(token)), 201);
        return new Key(key.path("id").asString(), key.path("key").asString());
    }

    void revokeKey(String token, String id) throws IOException, InterruptedException {
        require(send(to("keys/" + id, bearer(token)).DELETE()), 204);
    }

    /// By an operator.
    void changePlan(String credential, String userId, String plan) throws IOException, InterruptedException {
        require(post("../admin/users/" + userId + "/plan", Map.of("plan", plan, "reason", "bench"),
                bearer(credential)), 204);
    }

    /// Returns once a read with that token is answered with that status.
    void await(String token, int status) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (send(to("users/sessions", bearer(token))).statusCode() != status) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no " + status + " within half a minute");
            }
        }
    }

    private HttpResponse<String> post(String path, Map<String, Object> body, String... headers)
            throws IOException, InterruptedException {
        return send(to(path, headers).header("content-type", "application/json")
                .POST(BodyPublishers.ofString(SluiceJson.mapper().writeValueAsString(body))));
    }

    private HttpRequest.Builder to(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER_MAX);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String[] bearer(String token) {
        return new String[]{"authorization", "Bearer " + token};
    }

    private static String token(JsonNode signedIn) {
        return signedIn.path("accessToken").asString();
    }

    private static JsonNode json(HttpResponse<String> answer, int status) {
        return SluiceJson.mapper().readTree(require(answer, status).body());
    }

    private static HttpResponse<String> require(HttpResponse<String> answer, int status) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.uri() + ": " + answer.statusCode() + " " + answer.body()
                    + " (expected: " + status + ")");
        }
        return answer;
    }

    @Override
    public void close() {
        http.close();
    }
}
