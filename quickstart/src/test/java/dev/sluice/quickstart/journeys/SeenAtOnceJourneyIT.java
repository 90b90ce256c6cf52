package dev.sluice.quickstart.journeys;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import dev.sluice.quickstart.journeys.Load.Seen;
import dev.sluice.quickstart.platform.LocalPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/// At 50 requests per second, from several people with keys of their own: how long after the last byte of an
/// answer its usage can be read. Some people's requests come one after the other, so that their totals say
/// which of them are in.
@ExtendWith(RunningPlatform.class)
class SeenAtOnceJourneyIT {

    private static final int SECONDS = Boolean.getBoolean("sluice.long") ? 60 : 20;
    /// Processes that have just started compile what they run: these seconds are not measured.
    private static final int WARM_UP_SECONDS = 15;
    private static final int PER_SECOND = 50;
    private static final int WATCHED = 5;
    private static final int OTHERS = 5;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(40);
    private static final Duration MEDIAN_MAX = Duration.ofSeconds(1);
    private static final Duration SEEN_MAX = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final long INPUT = 100;
    /// A relay whose Redis does not answer in time refuses (architecture D16), also where the machine stood still.
    private static final int WHOLE_PERCENT_MIN = 95;
    private static final int OK = 200;

    private final Figures record = Figures.of("last byte -> record in /users/usage/requests");
    private final Figures usage = Figures.of("last byte -> tokens in /users/usage");
    private final Figures keyUsage = Figures.of("last byte -> tokens in /keys/{id}/usage");

    @Test
    void usageCanBeReadRightAfterTheAnswer(LocalPlatform platform) throws Exception {
        List<Person> watched = people(platform, WATCHED);
        List<Person> others = people(platform, OTHERS);
        others.forEach(person -> new Operator(platform).putOnPlan(person, "pro"));
        var load = new Load(others, (PER_SECOND - WATCHED) * (WARM_UP_SECONDS + SECONDS), PER_SECOND - WATCHED, PAUSE,
                Load.PATIENT);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor(); var client = HttpClient.newHttpClient()) {
            Future<Map<Long, Seen>> background = threads.submit(() -> load.run(Map.of()));
            List<Callable<Void>> watching = watched.stream().map(person -> watching(person, client)).toList();
            for (Future<Void> ended : threads.invokeAll(watching)) {
                ended.get();
            }
            Map<Long, Seen> seen = background.get();
            Figures.print("load: seen " + Load.counts(seen));
            assertThat(Load.inputs(seen, Seen.WHOLE)).as("whole answers of %d", load.requests())
                    .hasSizeGreaterThan(load.requests() * WHOLE_PERCENT_MIN / 100);
        }

        printWay(platform, watched);
        for (Figures figures : List.of(record, usage, keyUsage)) {
            figures.print();
            assertThat(figures.median()).as(figures.what()).isLessThan(MEDIAN_MAX);
            assertThat(figures.most()).as(figures.what()).isLessThan(SEEN_MAX);
        }
        watched.forEach(Person::close);
        others.forEach(Person::close);
    }

    /// Where the time goes, by the append times of the topics.
    private static void printWay(LocalPlatform platform, List<Person> people) {
        Figures forwarded = Figures.of("relay settles -> account.events");
        Figures rated = Figures.of("account.events -> usage.rated");
        Endings.read(platform, people).terminals().values().forEach(ends -> forwarded.add(Duration.between(
                Instant.parse(ends.getFirst().text("at")), ends.getFirst().appendedAt())));
        new TopicReader(platform).read("usage.rated.v1", Endings.users(people)).forEach(message -> rated.add(
                Duration.between(Instant.parse(message.text("settledAt")), message.appendedAt())));
        forwarded.print();
        rated.print();
    }

    private static List<Person> people(LocalPlatform platform, int count) {
        return IntStream.range(0, count).mapToObj(_ -> Person.signUp(platform, Map.of())).toList();
    }

    /// One request a second; the three readings of each run side by side.
    private Callable<Void> watching(Person person, HttpClient client) {
        return () -> {
            long begun = System.nanoTime();
            for (int number = 1; number <= WARM_UP_SECONDS + SECONDS; number++) {
                LockSupport.parkNanos(begun + Duration.ofSeconds(number).toNanos() - System.nanoTime());
                HttpResponse<String> answer = Requests.answer(client,
                        Requests.message(person, INPUT, number % 2 == 0).build());
                long ended = System.nanoTime();
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(OK);
                awaitReadable(person, answer.headers().firstValue("request-id").orElseThrow(), number, ended);
            }
            return null;
        };
    }

    private void awaitReadable(Person person, String request, int number, long ended) throws Exception {
        var readings = new ArrayList<Callable<Void>>();
        boolean measured = number > WARM_UP_SECONDS;
        readings.add(reading(record, measured, ended, () -> StreamSupport
                .stream(person.read("/users/usage/requests?limit=5").path("items").spliterator(), false)
                .anyMatch(item -> item.path("id").asString().equals(request))));
        readings.add(reading(usage, measured, ended, () -> counts(person.read("/users/usage"), number)));
        readings.add(reading(keyUsage, measured, ended,
                () -> counts(person.read("/keys/" + person.key().id() + "/usage"), number)));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> read : threads.invokeAll(readings)) {
                read.get();
            }
        }
    }

    private static Callable<Void> reading(Figures figures, boolean measured, long ended, BooleanSupplier readable) {
        return () -> {
            Awaitility.await(figures.what()).atMost(SEEN_MAX.multipliedBy(5)).pollDelay(Duration.ZERO)
                    .pollInterval(LOOK_AGAIN).pollInSameThread()
                    .ignoreExceptionsMatching(IllegalStateException.class::isInstance).until(readable::getAsBoolean);
            if (measured) {
                figures.add(Duration.ofNanos(System.nanoTime() - ended));
            }
            return null;
        };
    }

    private static boolean counts(JsonNode read, int requests) {
        JsonNode totals = read.path("totals");
        return totals.path("requests").asLong() == requests
                && totals.path("tokens").path("input").asLong() == requests * INPUT;
    }
}
