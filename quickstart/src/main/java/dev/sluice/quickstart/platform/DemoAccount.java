package dev.sluice.quickstart.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import dev.sluice.quickstart.account.AccountApi;
import dev.sluice.quickstart.account.AccountApi.SignedIn;

/// The account people try the product with. It comes into being as every account does, through the REST API.
final class DemoAccount {

    /// Billing may still be starting.
    private static final Duration FUNDED_MAX = Duration.ofMinutes(5);
    private static final Duration ACCEPTED_MAX = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int PASSWORD_BYTES = 12;
    private static final int OK = 200;

    private final Ports ports;
    private final SecureRandom random;

    DemoAccount(Ports ports, SecureRandom random) {
        this.ports = ports;
        this.random = random;
    }

    /// Signs a new account up and creates its key; returns once the welcome grant can be spent.
    DemoEnv create() {
        String email = "demo-" + hex(2) + "@example.com";
        String password = "demo-" + hex(PASSWORD_BYTES);
        try (var api = new AccountApi(Ports.url(ports.api()), Ports.url(ports.billing()), Ports.url(ports.mailbox()))) {
            var person = api.signUp(email, password, "Demo");
            var key = api.createKey(person, "demo", Map.of("permissions", List.of("claude", "codex")));
            await("the welcome grant of " + email + " can be spent", FUNDED_MAX, () -> isFunded(api, person));
            return new DemoEnv(email, password, key.secret());
        } catch (IllegalStateException | UncheckedIOException cause) {
            throw new StartFailure("The demo account could not be made: " + cause.getMessage(), cause);
        }
    }

    /// While billing starts it is not.
    private static boolean isFunded(AccountApi api, SignedIn person) {
        try {
            return new BigDecimal(api.availableUsd(person)).signum() > 0;
        } catch (IllegalStateException | UncheckedIOException notYet) {
            return false;
        }
    }

    /// Waits until the relay knows the key.
    void awaitAccepted(DemoEnv demo) {
        URI models = Ports.url(ports.relay()).resolve("/api/client/v1/models");
        var request = HttpRequest.newBuilder(models).timeout(Duration.ofSeconds(5))
                .header("authorization", "Bearer " + demo.key()).header("anthropic-version", "2023-06-01").build();
        try (var client = HttpClient.newHttpClient()) {
            await("the relay accepts the demo key", ACCEPTED_MAX, () -> answersWell(client, request));
        }
    }

    private static boolean answersWell(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void await(String fact, Duration max, BooleanSupplier holds) {
        long deadline = System.nanoTime() + max.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new StartFailure(
                        "After " + max.toSeconds() + " s it is still not so that " + fact + ".");
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private String hex(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }
}
