package dev.sluice.quickstart.journeys;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/// Requests as a program without an SDK sends them.
final class Requests {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final String BODY = """
            {"model":"claude-haiku-5-5","max_tokens":50,"stream":%s,"messages":[{"role":"user","content":"hi"}]}""";

    private Requests() {}

    /// A whole message whose usage is told apart by its input tokens.
    static HttpRequest.Builder message(Person person, long inputTokens) {
        return message(person, inputTokens, false);
    }

    static HttpRequest.Builder message(Person person, long inputTokens, boolean stream) {
        return HttpRequest.newBuilder(URI.create(person.relay() + "/v1/messages")).timeout(ANSWER_MAX)
                .header("authorization", "Bearer " + person.key().secret()).header("anthropic-version", "2023-06-01")
                .header("content-type", "application/json").header("x-stub-delay-ms", "5")
                .header("x-stub-input-tokens", "" + inputTokens)
                .POST(BodyPublishers.ofString(BODY.formatted(stream)));
    }
}
