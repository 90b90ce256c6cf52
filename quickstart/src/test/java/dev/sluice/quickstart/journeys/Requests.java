package dev.sluice.quickstart.journeys;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Requests as a program without an SDK sends them.
final class Requests {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final int TRIES_MAX = 5;
    private static final int NOT_NOW = 503;

    private Requests() {}

    /// The wire APIs, each with a small question.
    enum Route {
        MESSAGES("/v1/messages", """
                {"model":"claude-haiku-5-5","max_tokens":50,"stream":%s,\
                "messages":[{"role":"user","content":"hi"}]}"""),
        RESPONSES("/v1/responses", """
                {"model":"gpt-6-luna","max_output_tokens":50,"stream":%s,"input":"hi"}"""),
        CHAT("/v1/chat/completions", """
                {"model":"gpt-6-luna","max_completion_tokens":50,"stream":%s,\
                "messages":[{"role":"user","content":"hi"}]}""");

        private final String path;
        private final String body;

        Route(String path, String body) {
            this.path = path;
            this.body = body;
        }

        String body(boolean stream) {
            return body.formatted(stream);
        }
    }

    static HttpRequest.Builder of(Person person, Route route, boolean stream) {
        return of(person, route, route.body(stream));
    }

    static HttpRequest.Builder of(Person person, Route route, String body) {
        return HttpRequest.newBuilder(URI.create(person.relay() + route.path)).timeout(ANSWER_MAX)
                .header("authorization", "Bearer " + person.key().secret()).header("anthropic-version", "2023-06-01")
                .header("content-type", "application/json").POST(BodyPublishers.ofString(body));
    }

    /// The answer. A relay that cannot admit just now, for Redis stood still with the machine, is asked again as SDKs
    /// do.
    static HttpResponse<String> answer(HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        for (int tries = 1; tries < TRIES_MAX && answer.statusCode() == NOT_NOW; tries++) {
            answer = client.send(request, BodyHandlers.ofString());
        }
        return answer;
    }

    /// A whole message whose usage is told apart by its input tokens.
    static HttpRequest.Builder message(Person person, long inputTokens) {
        return message(person, inputTokens, false);
    }

    static HttpRequest.Builder message(Person person, long inputTokens, boolean stream) {
        return of(person, Route.MESSAGES, stream).header("x-stub-delay-ms", "5")
                .header("x-stub-input-tokens", "" + inputTokens);
    }
}
