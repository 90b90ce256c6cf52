package dev.sluice.api;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.sluice.api.ApiClient.Answer;
import dev.sluice.api.ApiClient.Person;

import static dev.sluice.api.ApiClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Streams of events as a page holds them open. usage-streams is played: it says when there is something new.
class EventsIT {

    private static final String EVENTS = "/api/client/users/usage/events";
    private static final int STREAMS_MAX = 8;
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static PlayedChanges usage;
    private static RunningApi api;
    private static ApiClient client;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        usage = new PlayedChanges();
        api = RunningApi.start(Map.of("api.streams-url", usage.url().toString()));
        client = api.client();
    }

    @AfterAll
    static void stop() {
        api.close();
        usage.close();
    }

    @AfterEach
    void hangUp() {
        usage.away(false);
        http.shutdownNow();
    }

    @Test
    void aChangeIsToldToItsUserAndToNobodyElse() {
        Person ada = client.signUp();
        Person eve = client.signUp();
        Stream ofAda = follow(ada);
        Stream ofEve = follow(eve);

        usage.change(ada.userId(), NOON);

        await().atMost(SOON).until(() -> ofAda.lines().contains("event: usage"));
        await().atMost(SOON).until(() -> ofEve.lines().stream().filter("event: as-of"::equals).count() > 3);
        assertThat(ofEve.lines()).doesNotContain("event: usage");
        assertThat(ofAda.lines()).contains("data: {\"asOf\":\"2026-11-23T12:00:00Z\"}")
                .allMatch(line -> line.isEmpty()
                        || line.matches("event: (usage|as-of)|data: \\{\"asOf\":\"[0-9TZ:.-]+\"}"));
    }

    @Test
    void changesInARowAreToldAtMostFiveTimesASecond() {
        Person person = client.signUp();
        Stream stream = follow(person);
        long begun = System.nanoTime();

        for (int i = 0; i < 6; i++) {
            usage.change(person.userId(), NOON.plusSeconds(i));
        }

        await().atMost(SOON).until(() -> stream.lines().stream().filter("event: usage"::equals).count() == 6);
        // The question before the first change was asked long ago: only from the second on there is a pace to keep.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(800));
    }

    @Test
    void nothingIsToldAfterTheSessionHasEnded() {
        Person person = client.signUp();
        Stream stream = follow(person);

        client.post("/api/client/auth/logout", Map.of(), bearer(person)).expect(204);
        usage.change(person.userId(), NOON);

        await().atMost(SOON).until(stream.ended()::isDone);
        assertThat(stream.lines()).doesNotContain("event: usage");
    }

    @Test
    void aStreamEndsWhenUsageIsAwayAndThenThereIsNone() {
        Person person = client.signUp();
        Stream stream = follow(person);

        usage.away(true);

        await().atMost(SOON).until(stream.ended()::isDone);
        Answer refused = client.get(EVENTS, bearer(person)).expect(503);
        assertThat(refused.text("code")).isEqualTo("usage-away");
        assertThat(refused.header("Retry-After")).isNotEmpty();
    }

    @Test
    void aUserHasAFewStreamsAndAnEndedOneMakesPlace() {
        Person person = client.signUp();
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS_MAX; i++) {
            streams.add(follow(person));
        }

        assertThat(client.get(EVENTS, bearer(person)).expect(429).text("code")).isEqualTo("too-many-streams");

        http.shutdownNow();
        try (HttpClient again = HttpClient.newHttpClient()) {
            await().atMost(SOON).until(() -> again.send(request(person), BodyHandlers.ofInputStream()),
                    answer -> answer.statusCode() == 200);
            again.shutdownNow();
        }
    }

    @Test
    void strangersAreToldNothing() {
        assertThat(client.get(EVENTS).expect(401).text("code")).isEqualTo("unauthorized");
    }

    /// The lines as they come, and whether there will be no more.
    private record Stream(List<String> lines, CompletableFuture<?> ended) {}

    private Stream follow(Person person) {
        List<String> lines = new CopyOnWriteArrayList<>();
        var ended = http.sendAsync(request(person), BodyHandlers.ofLines())
                .thenApply(EventsIT::opened).thenAcceptAsync(answer -> answer.body().forEach(lines::add),
                        task -> Thread.ofVirtual().start(task));
        await().atMost(SOON).until(() -> lines.contains("event: as-of"));
        return new Stream(lines, ended);
    }

    private static <T> HttpResponse<T> opened(HttpResponse<T> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        return answer;
    }

    private static HttpRequest request(Person person) {
        return HttpRequest.newBuilder(api.url().resolve(EVENTS)).headers(bearer(person)).build();
    }
}
