package dev.sluice.quickstart.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

import tools.jackson.databind.JsonNode;

import dev.sluice.contracts.json.SluiceJson;

/// JSON over HTTP; an answer that is no success is an exception with its status and body.
final class JsonCalls implements AutoCloseable {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);
    private static final int SUCCESS_FAMILY = 2;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_MAX).build();

    JsonNode get(URI address, Map<String, String> headers) {
        return call(request(address, headers).GET().build());
    }

    JsonNode post(URI address, Map<String, String> headers, Object body) {
        String json = SluiceJson.mapper().writeValueAsString(body);
        return call(request(address, headers).header("content-type", "application/json")
                .POST(BodyPublishers.ofString(json)).build());
    }

    void delete(URI address, Map<String, String> headers) {
        call(request(address, headers).DELETE().build());
    }

    private static HttpRequest.Builder request(URI address, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(address).timeout(ANSWER_MAX);
        headers.forEach(request::header);
        return request;
    }

    private JsonNode call(HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != SUCCESS_FAMILY) {
                throw new IllegalStateException(request.method() + " " + request.uri() + " answered "
                        + answer.statusCode() + ": " + answer.body());
            }
            return answer.body().isEmpty()
                    ? SluiceJson.mapper().missingNode()
                    : SluiceJson.mapper().readTree(answer.body());
        } catch (IOException cause) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + " failed", cause);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(request.method() + " " + request.uri() + " was interrupted", cause);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
