package dev.sluice.quickstart.journeys;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.sluice.quickstart.platform.LocalPlatform;
import dev.sluice.quickstart.platform.Ports;

import static org.assertj.core.api.Assertions.assertThat;

/// Kafka and Redis are not there when the services start: each runs all the same, says in its health what it
/// waits for, and serves by itself once they come.
@ExtendWith(RunningPlatform.class)
class LateDependenciesJourneyIT {

    private static final Duration STARTED_MAX = Duration.ofMinutes(4);
    private static final Duration READABLE_MAX = Duration.ofSeconds(90);
    private static final int OK = 200;
    private static final int NOT_READY = 503;

    @Test
    void servicesThatStartFirstWaitAndRecover(LocalPlatform platform) throws Exception {
        Ports ports = platform.ports();
        Map<String, Integer> services = Map.of("usage-streams", ports.streams(), "relay", ports.relayManagement(),
                "api", ports.api(), "billing", ports.billing());
        platform.stop("kafka");
        platform.stop("redis");
        services.keySet().forEach(platform::kill);

        try (var client = HttpClient.newHttpClient()) {
            services.forEach((service, port) -> awaitAliveButWaiting(client, service, port));
        } finally {
            platform.start("redis");
            platform.start("kafka");
        }
        platform.awaitProcesses(_ -> {
        });

        try (var person = Person.signUp(platform, Map.of()); var client = HttpClient.newHttpClient()) {
            var request = Requests.message(person, 4_321).build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(OK);
            assertThat(person.onlyRecord(READABLE_MAX).path("tokens").path("input").asLong()).isEqualTo(4_321);
        }
    }

    private static void awaitAliveButWaiting(HttpClient client, String service, int port) {
        Awaitility.await(service + " is alive and waits").atMost(STARTED_MAX).pollInterval(Duration.ofMillis(200))
                .ignoreExceptions().untilAsserted(() -> {
                    assertThat(health(client, port, "/liveness").statusCode()).isEqualTo(OK);
                    HttpResponse<String> readiness = health(client, port, "/readiness");
                    assertThat(readiness.statusCode()).isEqualTo(NOT_READY);
                    assertThat(readiness.body()).as(service).contains("Kafka at localhost:");
                });
    }

    private static HttpResponse<String> health(HttpClient client, int port, String part) throws Exception {
        URI address = Ports.url(port).resolve("/actuator/health" + part);
        return client.send(HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build(),
                BodyHandlers.ofString());
    }
}
