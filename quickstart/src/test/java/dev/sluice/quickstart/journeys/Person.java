package dev.sluice.quickstart.journeys;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

import dev.sluice.quickstart.account.AccountApi;
import dev.sluice.quickstart.account.AccountApi.NewKey;
import dev.sluice.quickstart.account.AccountApi.SignedIn;
import dev.sluice.quickstart.platform.LocalPlatform;
import dev.sluice.quickstart.platform.Ports;

/// A new person with a key on a running platform, who can read what they used.
record Person(LocalPlatform platform, AccountApi api, String email, SignedIn signedIn, NewKey key)
        implements
            AutoCloseable {

    static final String PASSWORD = "correct-horse-battery-staple-42";
    private static final Duration KNOWN_MAX = Duration.ofSeconds(60);

    static Person signUp(LocalPlatform platform, Map<String, ?> keySettings) {
        Ports ports = platform.ports();
        var api = new AccountApi(Ports.url(ports.api()), Ports.url(ports.billing()), Ports.url(ports.mailbox()));
        String email = RunningPlatform.newEmail();
        SignedIn signedIn = api.signUp(email, PASSWORD, "Journey");
        var settings = new HashMap<String, Object>(keySettings);
        settings.put("permissions", List.of("claude", "codex"));
        var person = new Person(platform, api, email, signedIn, api.createKey(signedIn, "journey", settings));
        Awaitility.await("the welcome grant can be spent").atMost(KNOWN_MAX)
                .ignoreExceptionsMatching(IllegalStateException.class::isInstance)
                .until(() -> !api.availableUsd(signedIn).startsWith("0.000000000"));
        return person;
    }

    /// The same person with a new session: an access token lasts for minutes.
    Person signedInAgain() {
        return new Person(platform, api, email, api.login(email, PASSWORD), key);
    }

    /// The base of the relay's routes, as SDKs of Anthropic take it.
    URI relay() {
        return URI.create(Ports.url(platform.ports().relay()) + "/api/client");
    }

    /// Any read below `/api/client` as this person.
    JsonNode read(String path) {
        return api.get(signedIn, path);
    }

    /// The records of this person's key, newest first; at most one page of 200.
    List<JsonNode> records() {
        JsonNode page = api.get(signedIn, "/users/usage/requests?limit=200&key=" + key.id());
        return StreamSupport.stream(page.path("items").spliterator(), false).toList();
    }

    /// Every record of this person's key, page by page.
    List<JsonNode> allRecords() {
        var all = new ArrayList<JsonNode>();
        String cursor = "";
        do {
            JsonNode page = api.get(signedIn, "/users/usage/requests?limit=200&key=" + key.id() + cursor);
            page.path("items").forEach(all::add);
            String next = page.path("nextCursor").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        } while (!cursor.isEmpty());
        return all;
    }

    /// The one record there must be, once it is readable.
    JsonNode onlyRecord(Duration within) {
        Awaitility.await("one record of " + key.id()).atMost(within).pollInterval(Duration.ofMillis(50))
                .until(() -> records().size() == 1);
        return records().getFirst();
    }

    @Override
    public void close() {
        api.close();
    }
}
