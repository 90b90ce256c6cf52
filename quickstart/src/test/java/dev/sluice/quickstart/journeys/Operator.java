package dev.sluice.quickstart.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.quickstart.platform.LocalPlatform;
import dev.sluice.quickstart.platform.Ports;

/// The doors that only operators and the services have, opened with the credential of the services.
record Operator(LocalPlatform platform) {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;

    void putOnPlan(Person person, String plan) {
        post(Ports.url(platform.ports().api()).resolve("/api/admin/users/" + person.signedIn().userId() + "/plan"),
                Map.of("plan", plan, "reason", "journey"), NO_CONTENT);
    }

    void grant(Person person, String usd) {
        post(Ports.url(platform.ports().billing()).resolve("/internal/grants"), Map.of("userId",
                person.signedIn().userId(), "amountUsd", usd, "kind", "paid", "reason", "journey"), CREATED);
    }

    private void post(URI address, Map<String, String> body, int expected) {
        try (var client = HttpClient.newHttpClient()) {
            String credential = Files.readString(platform.data().resolve("secrets/internal-credential")).strip();
            var request = HttpRequest.newBuilder(address).timeout(ANSWER_MAX)
                    .header("authorization", "Bearer " + credential).header("content-type", "application/json")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .POST(BodyPublishers.ofString(SluiceJson.mapper().writeValueAsString(body))).build();
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != expected) {
                throw new IllegalStateException(address + " answered " + answer.statusCode() + " (expected: "
                        + expected + "): " + answer.body());
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(cause);
        }
    }
}
