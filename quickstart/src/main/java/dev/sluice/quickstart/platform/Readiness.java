package dev.sluice.quickstart.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import dev.sluice.contracts.testing.FreePort;

/// Asks a child process whether it is ready.
final class Readiness implements AutoCloseable {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER_MAX).build();

    boolean of(ChildSpec spec) {
        return FreePort.answers(spec.port()) && spec.readiness().map(this::answersWell).orElse(true);
    }

    private boolean answersWell(URI address) {
        try {
            var request = HttpRequest.newBuilder(address).timeout(ANSWER_MAX).build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
