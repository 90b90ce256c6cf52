package dev.sluice.quickstart.journeys;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.quickstart.journeys.Requests.Route;
import dev.sluice.quickstart.platform.LocalPlatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Answers that do not come to their end are closed by the one policy of architecture D14; an outside reader
/// of the topics sees it.
@ExtendWith(RunningPlatform.class)
class CutAnswersJourneyIT {

    private static final int CLIENTS = 16;
    private static final int CHUNKS = 400;
    private static final int SEEN_CHUNKS = 8;
    private static final int CUT_AFTER = 7;
    private static final int BYTES_PER_TOKEN = 4;
    private static final long INPUT = 1_234;
    private static final Duration CLOSED_MAX = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource
    void aStreamItsClientLeftIsChargedByWhatPassed(Route route, LocalPlatform platform) throws Exception {
        try (var person = Person.signUp(platform, Map.of());
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var client = HttpClient.newHttpClient()) {
            List<Callable<String>> leaving = new ArrayList<>();
            IntStream.range(0, CLIENTS).forEach(_ -> leaving.add(() -> leaveStream(client, person, route)));
            for (Future<String> left : threads.invokeAll(leaving)) {
                left.get();
            }

            Endings endings = closed(platform, person, CLIENTS);

            assertThat(endings.rated().values()).allSatisfy(rated -> {
                assertThat(rated.getFirst().path("basis").asString()).isEqualTo("ESTIMATED");
                assertThat(rated.getFirst().path("outcome").asString()).isEqualTo("client-cancel");
                assertThat(tokens(rated, "input")).isEqualTo(inputTold(route));
                assertThat(tokens(rated, "output")).isBetween(textTokens(SEEN_CHUNKS), textTokens(CHUNKS) - 1);
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamTheProviderCutIsChargedByWhatPassed(Route route, LocalPlatform platform) throws Exception {
        try (var person = Person.signUp(platform, Map.of()); var client = HttpClient.newHttpClient()) {
            var request = Requests.of(person, route, true).header("x-stub-input-tokens", "" + INPUT)
                    .header("x-stub-chunks", "" + CHUNKS).header("x-stub-cut-after-chunks", "" + CUT_AFTER).build();

            assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString())).isInstanceOf(IOException.class);

            List<JsonNode> rated = closed(platform, person, 1).rated().values().iterator().next();
            assertThat(rated.getFirst().path("basis").asString()).isEqualTo("ESTIMATED");
            assertThat(tokens(rated, "input")).isEqualTo(inputTold(route));
            assertThat(tokens(rated, "output")).isEqualTo(textTokens(CUT_AFTER));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerItsClientDidNotAwaitIsChargedExactly(Route route, LocalPlatform platform) throws Exception {
        try (var person = Person.signUp(platform, Map.of()); var client = HttpClient.newHttpClient()) {
            var request = Requests.of(person, route, false).header("x-stub-input-tokens", "" + INPUT)
                    .header("x-stub-delay-ms", "3500").build();

            var answer = client.sendAsync(request, BodyHandlers.ofString());
            Awaitility.await("a reservation").atMost(CLOSED_MAX)
                    .until(() -> !Endings.read(platform, List.of(person)).reserved().isEmpty());
            assertThat(answer.cancel(true)).as("left before the answer came").isTrue();

            List<JsonNode> rated = closed(platform, person, 1).rated().values().iterator().next();
            assertThat(rated.getFirst().path("basis").asString()).isEqualTo("REPORTED");
            assertThat(rated.getFirst().path("outcome").asString()).isEqualTo("client-cancel");
            assertThat(tokens(rated, "input")).isEqualTo(INPUT);
        }
    }

    @Test
    void anAnswerWithAnErrorStatusCostsNothing(LocalPlatform platform) throws Exception {
        try (var person = Person.signUp(platform, Map.of()); var client = HttpClient.newHttpClient()) {
            var request = Requests.message(person, INPUT).header("x-stub-status", "529").build();

            client.send(request, BodyHandlers.ofString());

            assertThat(closed(platform, person, 1).chargedNanoUsd()).isZero();
        }
    }

    /// Reads some chunks and closes the connection.
    private static String leaveStream(HttpClient client, Person person, Route route)
            throws IOException, InterruptedException {
        var request = Requests.of(person, route, true).header("x-stub-input-tokens", "" + INPUT)
                .header("x-stub-chunks", "" + CHUNKS).header("x-stub-delay-ms", "50").build();
        var answer = client.send(request, BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            int seen = 0;
            while (seen < SEEN_CHUNKS) {
                String line = lines.readLine();
                assertThat(line).as("a line before the stream is left").isNotNull();
                seen += line.contains("Chunk ") ? 1 : 0;
            }
        }
        return answer.headers().firstValue("request-id").orElseThrow();
    }

    /// What the topics say once as many requests have been charged; each by D14, none left open.
    private static Endings closed(LocalPlatform platform, Person person, int requests) {
        Awaitility.await("endings").atMost(CLOSED_MAX).pollInterval(Duration.ofMillis(500))
                .until(() -> Endings.read(platform, List.of(person)).rated().size() == requests);
        Endings endings = Endings.read(platform, List.of(person));
        assertThat(endings.reserved()).hasSize(requests);
        endings.assertEachEndsOnceByD14();
        return endings;
    }

    /// Anthropic tells the input when a stream begins. OpenAI tells it at the end, so that what was sent counts.
    private static long inputTold(Route route) {
        return switch (route) {
            case MESSAGES -> INPUT;
            case RESPONSES, CHAT -> Math.ceilDiv(route.body(true).length(), BYTES_PER_TOKEN);
        };
    }

    private static long textTokens(int chunks) {
        int bytes = IntStream.rangeClosed(1, chunks)
                .map(number -> ("Chunk " + number + " of " + CHUNKS + ", ").length()).sum();
        return Math.ceilDiv(bytes, BYTES_PER_TOKEN);
    }

    private static long tokens(List<JsonNode> rated, String tokenClass) {
        return rated.getFirst().path("tokens").path(tokenClass).asLong();
    }
}
