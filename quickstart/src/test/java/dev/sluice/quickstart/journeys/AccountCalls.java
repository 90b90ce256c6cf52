package dev.sluice.quickstart.journeys;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.quickstart.platform.LocalPlatform;
import dev.sluice.quickstart.platform.Ports;

/// The routes of `api` as they answer, whatever they answer: what goes wrong is what is looked at.
final class AccountCalls implements AutoCloseable {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_MAX).build();
    private final LocalPlatform platform;

    AccountCalls(LocalPlatform platform) {
        this.platform = platform;
    }

    HttpResponse<String> get(Person person, String path) throws IOException, InterruptedException {
        return send(request(path, "authorization", bearer(person)).GET());
    }

    /// A key of that name; the name is the idempotency key too.
    HttpResponse<String> createKey(Person person, String name) throws IOException, InterruptedException {
        return post("/keys", Map.of("name", name, "permissions", List.of("claude")), "authorization", bearer(person),
                "idempotency-key", name);
    }

    /// Signs in again; the refresh token comes in the body.
    HttpResponse<String> login(Person person, String agent) throws IOException, InterruptedException {
        return post("/auth/login", Map.of("email", person.email(), "password", Person.PASSWORD), "user-agent", agent,
                "x-token-delivery", "body");
    }

    HttpResponse<String> refresh(String refreshToken) throws IOException, InterruptedException {
        return post("/auth/refresh", Map.of("refreshToken", refreshToken), "x-token-delivery", "body");
    }

    /// Names of all keys, as often as there are keys of that name.
    List<String> keyNames(Person person) {
        return StreamSupport.stream(person.read("/keys?limit=200").path("items").spliterator(), false)
                .map(key -> key.path("name").asString()).toList();
    }

    /// Texts of the letters in somebody's mailbox.
    List<String> letters(Person person) throws IOException, InterruptedException {
        URI mailbox = Ports.url(platform.ports().mailbox()).resolve("/api/messages?to=" + person.email());
        JsonNode letters = json(send(HttpRequest.newBuilder(mailbox)));
        return StreamSupport.stream(letters.spliterator(), false).map(letter -> letter.path("text").asString())
                .toList();
    }

    static JsonNode json(HttpResponse<String> answer) {
        return SluiceJson.mapper().readTree(answer.body());
    }

    private HttpResponse<String> post(String path, Map<String, ?> body, String... headers)
            throws IOException, InterruptedException {
        return send(request(path, headers).header("content-type", "application/json")
                .POST(BodyPublishers.ofString(SluiceJson.mapper().writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        URI api = Ports.url(platform.ports().api()).resolve("/api/client" + path);
        return HttpRequest.newBuilder(api).headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(ANSWER_MAX).build(), BodyHandlers.ofString());
    }

    private static String bearer(Person person) {
        return "Bearer " + person.signedIn().accessToken();
    }

    @Override
    public void close() {
        http.close();
    }
}
