package dev.sluice.quickstart.account;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;

/// The public REST API of `api` and `billing`, called the way a person's programs call it.
public final class AccountApi implements AutoCloseable {

    private static final Duration MAIL_MAX = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Pattern TOKEN = Pattern.compile("[?&#]token=([^&#\\s]+)");

    private final JsonCalls calls = new JsonCalls();
    private final URI api;
    private final URI billing;
    private final URI mailbox;

    public AccountApi(URI api, URI billing, URI mailbox) {
        this.api = api;
        this.billing = billing;
        this.mailbox = mailbox;
    }

    /// A signed-in person.
    public record SignedIn(String userId, String accessToken) {

        @Override
        public String toString() {
            return "SignedIn[" + userId + "]";
        }
    }

    /// A key and its secret, which is shown this once.
    public record NewKey(String id, String secret) {

        @Override
        public String toString() {
            return "NewKey[" + id + "]";
        }
    }

    /// Registers, takes the link from the mailbox and verifies the address.
    public SignedIn signUp(String email, String password, String username) {
        String solution = ProofOfWork.solve(calls.get(client("/auth/challenge"), Map.of()));
        calls.post(client("/auth/register"), Map.of(),
                Map.of("email", email, "password", password, "username", username, "challenge", solution));
        return signedIn(calls.post(client("/auth/verify-email"), Map.of(), Map.of("token", tokenMailedTo(email))));
    }

    public SignedIn login(String email, String password) {
        return signedIn(calls.post(client("/auth/login"), Map.of(), Map.of("email", email, "password", password)));
    }

    /// Creates a key; `settings` are the fields of `POST /keys` besides its name.
    public NewKey createKey(SignedIn person, String name, Map<String, ?> settings) {
        var body = new java.util.HashMap<String, Object>(settings);
        body.put("name", name);
        JsonNode created = calls.post(client("/keys"), bearer(person), body);
        String id = created.path("id").asString(created.path("key").path("id").asString(""));
        return new NewKey(id, created.path("key").asString(""));
    }

    public void revokeKey(SignedIn person, String id) {
        calls.delete(client("/keys/" + id), bearer(person));
    }

    /// Any read below `/api/client` of `api`, for instance `/users/usage`.
    public JsonNode get(SignedIn person, String path) {
        return calls.get(client(path), bearer(person));
    }

    /// What the person may still spend, in US dollars with nine places.
    public String availableUsd(SignedIn person) {
        URI balance = billing.resolve("/api/client/billing/balance");
        return calls.get(balance, bearer(person)).path("availableUsd").asString();
    }

    @Override
    public void close() {
        calls.close();
    }

    private String tokenMailedTo(String email) {
        URI letters = mailbox.resolve("/api/messages?to=" + URLEncoder.encode(email, StandardCharsets.UTF_8));
        long deadline = System.nanoTime() + MAIL_MAX.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<String> token = token(calls.get(letters, Map.of()));
            if (token.isPresent()) {
                return token.get();
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        throw new IllegalStateException("mailbox: no link for " + email + " after " + MAIL_MAX.toSeconds() + " s");
    }

    private static Optional<String> token(JsonNode letters) {
        return StreamSupport.stream(letters.spliterator(), false)
                .flatMap(letter -> StreamSupport.stream(letter.path("links").spliterator(), false))
                .flatMap(link -> TOKEN.matcher(link.asString()).results()).map(match -> match.group(1)).findFirst();
    }

    private URI client(String path) {
        return api.resolve("/api/client" + path);
    }

    private static SignedIn signedIn(JsonNode answer) {
        return new SignedIn(answer.path("user").path("id").asString(), answer.path("accessToken").asString());
    }

    private static Map<String, String> bearer(SignedIn person) {
        return Map.of("authorization", "Bearer " + person.accessToken());
    }
}
