package dev.sluice.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.api.ApiClient.Person;
import dev.sluice.api.GeneratedRequests.Request;
import dev.sluice.api.ServedDocument.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/// Asks every operation of the served document what fits it and what does not, by chance from a seed. It may
/// refuse, never fail: each answer has a status that is documented and the shape that is documented for it, and what
/// does not fit is not done. `-Dseeds=20` asks for longer.
class OpenApiFuzzIT {

    private static final int SEEDS = Integer.getInteger("seeds", 1);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
    private static final int BODY_MAX = 1_000_000;
    private static final String ERASURE = "eraseAccount";
    /// Services behind this one are played, and do not understand everything that may be asked; a machine that is
    /// busy is slow.
    private static final Set<String> EXCUSES = Set.of("usage-away", "billing-away", "log-slow");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ApiClient client = PlayedPlatform.api().client();
    private final ServedDocument document = new ServedDocument(client);
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_MAX).build();
    private final List<String> findings = new ArrayList<>();
    private final Map<String, Map<Integer, Integer>> answered = new TreeMap<>();

    static List<Long> seeds() {
        return new Random(20_261_123).longs(SEEDS).boxed().toList();
    }

    @BeforeEach
    void nobodyFailedYet() {
        TestedRedis.forgetFailures();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void refusesAtMost(long seed) {
        Random random = new Random(seed);
        Person subject = client.signUp();
        document.operations().forEach(operation -> {
            TestedRedis.forgetFailures();
            Person caller = operation.isAdministration() ? PlayedPlatform.administrator() : client.signUp();
            for (Request request : requests(random, operation, caller, subject).of(operation)) {
                judge(request, caller);
            }
        });

        report(seed);
        assertThat(findings).as("seed %s", seed).isEmpty();
    }

    private void report(long seed) {
        try (SecurityReport report = new SecurityReport("fuzz", "Answers by operation, seed " + seed, "operation",
                "answers by status", "findings: " + findings.size())) {
            answered.forEach((operation, statuses) -> report.row(operation, statuses, ""));
        }
    }

    private GeneratedRequests requests(Random random, Operation operation, Person person, Person subject) {
        GeneratedValues values = new GeneratedValues(document, random, Map.of("email", ApiClient::newEmail, "password",
                () -> operation.id().equals(ERASURE) ? "not the password" : ApiClient.PASSWORD, "newPassword",
                () -> ApiClient.PASSWORD, "challenge", client::solvedChallenge, "search", subject::email));
        String key = client.createKey(operation.isAdministration() ? subject : person, "fuzzed").expect(201).text("id");
        return new GeneratedRequests(values, random, Map.of("/client/keys/{id}", key, "/admin/users/{id}",
                subject.userId(), "/admin/users/{id}/keys/{keyId}", key, "/admin/users/{id}/grants/{grantId}",
                PlayedBilling.GRANT));
    }

    private void judge(Request request, Person caller) {
        HttpResponse<InputStream> answer = send(request, caller);
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        String text = text(answer, type);
        String status = Integer.toString(answer.statusCode());
        answered.computeIfAbsent(request.operation().id(), _ -> new TreeMap<>()).merge(answer.statusCode(), 1,
                Integer::sum);
        JsonNode documented = document.response(request.operation(), status);
        if (isUndecided(answer)) {
            return;
        }
        if (documented.isMissingNode()) {
            find(request, status + " is not documented: " + text);
            return;
        }
        if (answer.statusCode() >= 500 && EXCUSES.stream().noneMatch(text::contains)) {
            find(request, status + ": " + text);
        }
        if (answer.statusCode() < 400 && !fits(request)) {
            find(request, status + " although it does not fit");
        }
        judge(request, status, type, text, documented.path("content"));
    }

    /// Any write may be decided later; the document says so once.
    private static boolean isUndecided(HttpResponse<InputStream> answer) {
        return answer.statusCode() == 202
                && answer.headers().firstValue("Location").filter(place -> place.contains("/operations/")).isPresent();
    }

    private void judge(Request request, String status, String type, String text, JsonNode content) {
        if (content.isEmpty()) {
            if (!text.isEmpty()) {
                find(request, status + " has a body that is not documented: " + text);
            }
        } else if (!content.has(type)) {
            find(request, status + " is " + type + " and not one of " + content.propertyNames());
        } else if (type.endsWith("json")) {
            document.misfits(content.path(type).path("schema"), JSON.readTree(text))
                    .forEach(misfit -> find(request, status + " answers what it should not: " + misfit));
        }
    }

    /// Whether the body is one of the document's, where null is as good as nothing; that the parameters are, is not
    /// judged.
    private boolean fits(Request request) {
        if (!request.operation().hasBody()) {
            return true;
        }
        try {
            JsonNode body = JSON.readTree(request.body());
            if (body instanceof ObjectNode object) {
                object.removeIf(JsonNode::isNull);
            }
            return document.misfits(request.operation().bodySchema(), body).isEmpty();
        } catch (JacksonException noJson) {
            return false;
        }
    }

    private HttpResponse<InputStream> send(Request request, Person caller) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(PlayedPlatform.api().url().resolve(request.path()))
                .timeout(ANSWER_MAX).header("X-Token-Delivery", "body")
                .method(request.operation().method().toUpperCase(Locale.ROOT),
                        request.operation().hasBody()
                                ? BodyPublishers.ofByteArray(request.body())
                                : BodyPublishers.noBody());
        if (!request.mediaType().isEmpty()) {
            builder.header("Content-Type", request.mediaType());
        }
        if (!request.operation().isPublic()) {
            builder.header("Authorization", "Bearer " + caller.accessToken());
        }
        request.headers().forEach(builder::header);
        try {
            return http.send(builder.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(request.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Events go on for ever: of them nothing is read.
    private static String text(HttpResponse<InputStream> answer, String type) {
        try (InputStream body = answer.body()) {
            return type.equals("text/event-stream")
                    ? "…"
                    : new String(body.readNBytes(BODY_MAX), StandardCharsets.UTF_8);
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
    }

    private void find(Request request, String finding) {
        findings.add(request + "\n    → " + finding);
    }
}
