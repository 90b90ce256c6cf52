package dev.sluice.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.altcha.altcha.Altcha;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Calls the application as a script would.
final class ApiClient {

    private static final JsonMapper JSON = JsonMapper.shared();
    static final String PASSWORD = "stapler-orbit-canyon-42";

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;

    ApiClient(URI base) {
        this.base = base;
    }

    /// Status, headers and body of an answer.
    record Answer(int status, JsonNode json, HttpResponse<String> response) {

        String text(String field) {
            return json.path(field).asString("");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        Answer expect(int expected) {
            assertThat(status).as(response.body()).isEqualTo(expected);
            return this;
        }
    }

    /// A signed-in person.
    record Person(String email, String userId, String accessToken, String refreshToken) {}

    Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    Answer post(String path, Object body, String... headers) {
        return send(json(path, headers).POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    Answer put(String path, Object body, String... headers) {
        return send(json(path, headers).PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    Answer postRaw(String path, String body, String... headers) {
        return send(json(path, headers).POST(BodyPublishers.ofString(body)));
    }

    Answer delete(String path, Object body, String... headers) {
        return send(json(path, headers).method("DELETE", BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    Answer delete(String path, String... headers) {
        return send(request(path, headers).DELETE());
    }

    static String[] bearer(Person person) {
        return bearer(person.accessToken());
    }

    static String[] bearer(String token) {
        return new String[]{"Authorization", "Bearer " + token};
    }

    static String newEmail() {
        return "p" + UUID.randomUUID().toString().substring(0, 12) + "@example.org";
    }

    String solvedChallenge() {
        JsonNode challenge = get("/api/client/auth/challenge").expect(200).json();
        try {
            String salt = challenge.path("salt").asString();
            Altcha.Solution solution = Altcha.solveChallenge(challenge.path("challenge").asString(), salt,
                    Altcha.Algorithm.SHA256, challenge.path("maxnumber").asLong(), 0);
            String payload = JSON.writeValueAsString(Map.of("algorithm", "SHA-256", "challenge",
                    challenge.path("challenge").asString(), "number", solution.number, "salt", salt, "signature",
                    challenge.path("signature").asString()));
            return Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    Answer register(String email) {
        return post("/api/client/auth/register", Map.of("email", email, "password", PASSWORD, "username", "Ada",
                "challenge", solvedChallenge()));
    }

    /// Registers, reads the mail, verifies.
    Person signUp() {
        return signUp(newEmail());
    }

    Person signUp(String email) {
        register(email).expect(202);
        Answer verified = post("/api/client/auth/verify-email", Map.of("token", mailedToken(email)),
                "X-Token-Delivery", "body").expect(200);
        return person(email, verified);
    }

    Answer login(String email, String password) {
        return post("/api/client/auth/login", Map.of("email", email, "password", password), "X-Token-Delivery",
                "body");
    }

    /// Signs in again, as another browser would.
    Person again(Person person) {
        return person(person.email(), login(person.email(), PASSWORD).expect(200));
    }

    Answer createKey(Person person, String name) {
        return post("/api/client/keys", Map.of("name", name, "permissions", List.of("claude")), bearer(person));
    }

    static Person person(String email, Answer signedIn) {
        return new Person(email, signedIn.json().path("user").path("id").asString(""), signedIn.text("accessToken"),
                signedIn.text("refreshToken"));
    }

    /// The newest token of a letter that verifies an address.
    static String mailedToken(String email) {
        return mailedToken(email, "/verify");
    }

    /// The newest token in a link to that page.
    static String mailedToken(String email, String page) {
        Pattern link = Pattern.compile(Pattern.quote(page) + "\\?token=([A-Za-z0-9_-]+)");
        return await().atMost(Duration.ofMinutes(1)).until(() -> mailsTo(email).stream()
                .flatMap(mail -> link.matcher(mail).results()).map(found -> found.group(1)).toList(),
                tokens -> !tokens.isEmpty()).getLast();
    }

    /// The newest letter with that subject, once there is one.
    static String mailTo(String email, String subject) {
        return await().atMost(Duration.ofMinutes(1)).until(() -> mailsTo(email).stream()
                .filter(mail -> mail.startsWith(subject)).toList(), mails -> !mails.isEmpty()).getLast();
    }

    /// Subject and plain text of each letter to an address, oldest first.
    static List<String> mailsTo(String email) throws Exception {
        List<String> mails = new ArrayList<>();
        for (MimeMessage message : RunningApi.MAIL.getReceivedMessages()) {
            if (message.getAllRecipients()[0].toString().equals(email)) {
                MimeMultipart parts = (MimeMultipart) message.getContent();
                mails.add(message.getSubject() + "\n" + parts.getBodyPart(0).getContent());
            }
        }
        return mails;
    }

    private HttpRequest.Builder json(String path, String... headers) {
        return request(path, headers).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            JsonNode body = type.contains("json") && !type.contains("jsonl") && !response.body().isEmpty()
                    ? JSON.readTree(response.body())
                    : JSON.createObjectNode();
            return new Answer(response.statusCode(), body, response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
