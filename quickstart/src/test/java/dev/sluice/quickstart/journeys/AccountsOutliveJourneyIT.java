package dev.sluice.quickstart.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.sluice.quickstart.account.AccountApi.NewKey;
import dev.sluice.quickstart.platform.LocalPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of accounts, keys and letters when `api` is killed, Kafka stops, or Redis forgets everything.
@ExtendWith(RunningPlatform.class)
class AccountsOutliveJourneyIT {

    private static final Duration BACK_MAX = Duration.ofSeconds(120);
    private static final Duration KAFKA_AWAY = Duration.ofSeconds(Boolean.getBoolean("sluice.long") ? 60 : 10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final int AT_ONCE = 16;
    private static final int KILLS_MAX = 5;
    private static final int REQUESTS_PER_DAY = 3;
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int TOO_MANY = 429;
    private static final int NOT_NOW = 503;

    /// A kill that comes too late for all of them is repeated: it shows nothing.
    @Test
    void commandsCutOffByAKillAndRepeatedTakeEffectOnce(LocalPlatform platform) throws Exception {
        try (var person = Person.signUp(platform, Map.of()); var calls = new AccountCalls(platform)) {
            boolean cutOff = false;
            for (int kill = 1; !cutOff && kill <= KILLS_MAX; kill++) {
                String prefix = "kill " + kill + " key ";
                List<String> names = IntStream.range(0, AT_ONCE).mapToObj(number -> prefix + number).toList();
                Map<String, String> answered = createdWhileKilled(platform, calls, person, names);
                cutOff = answered.size() < AT_ONCE;

                Map<String, String> repeated = new HashMap<>();
                names.forEach(name -> repeated.put(name, idOnceCreated(calls, person, name)));

                assertThat(repeated).containsAllEntriesOf(answered).hasSize(AT_ONCE);
                assertThat(calls.keyNames(person)).filteredOn(name -> name.startsWith(prefix))
                        .containsExactlyInAnyOrderElementsOf(names);
            }
            assertThat(cutOff).as("a command was cut off in one of %s kills", KILLS_MAX).isTrue();
        }
    }

    /// Ids of the keys whose creation was answered all the same, by name.
    private static Map<String, String> createdWhileKilled(LocalPlatform platform, AccountCalls calls, Person person,
            List<String> names) throws Exception {
        Map<String, String> answered = new HashMap<>();
        try (var log = new CommandLog(platform); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<HttpResponse<String>>> asked = new HashMap<>();
            names.forEach(name -> asked.put(name, threads.submit(() -> calls.createKey(person, name))));
            log.awaitAppended();
            platform.kill("api");
            for (var each : asked.entrySet()) {
                created(each.getValue()).ifPresent(id -> answered.put(each.getKey(), id));
            }
        }
        return answered;
    }

    private static Optional<String> created(Future<HttpResponse<String>> asked) throws InterruptedException {
        try {
            return created(asked.get());
        } catch (ExecutionException cutOff) {
            return Optional.empty();
        }
    }

    private static Optional<String> created(HttpResponse<String> answer) {
        return answer.statusCode() == CREATED
                ? Optional.of(AccountCalls.json(answer).path("id").asString())
                : Optional.empty();
    }

    /// Asks again, as a client does, until the key is there.
    private static String idOnceCreated(AccountCalls calls, Person person, String name) {
        return newKeyOnceCreated(calls, person, name).id();
    }

    private static NewKey newKeyOnceCreated(AccountCalls calls, Person person, String name) {
        return Awaitility.await(name).atMost(BACK_MAX).pollInterval(LOOK_AGAIN)
                .ignoreExceptionsMatching(IOException.class::isInstance)
                .until(() -> Optional.of(calls.createKey(person, name))
                        .filter(answer -> answer.statusCode() == CREATED).map(AccountCalls::json)
                        .map(key -> new NewKey(key.path("id").asString(), key.path("key").asString())),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void withoutKafkaReadsGoOnAndWritesAreToldWhenToComeBack(LocalPlatform platform) throws Exception {
        try (var person = Person.signUp(platform, Map.of()); var calls = new AccountCalls(platform)) {
            long stopped = System.nanoTime();
            platform.stop("kafka");
            try {
                do {
                    for (String path : List.of("/keys", "/keys/" + person.key().id(), "/users/profile",
                            "/users/sessions")) {
                        assertThat(calls.get(person, path).statusCode()).as(path).isEqualTo(OK);
                    }
                    HttpResponse<String> refused = calls.createKey(person, "while Kafka is away");
                    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(NOT_NOW);
                    assertThat(refused.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 60L);
                } while (System.nanoTime() - stopped < KAFKA_AWAY.toNanos());
            } finally {
                platform.start("kafka");
            }

            NewKey key = newKeyOnceCreated(calls, person, "while Kafka is away");

            platform.awaitProcesses(_ -> {
            });
            assertThat(calls.keyNames(person)).containsOnlyOnce("while Kafka is away");
            awaitServed(new Person(platform, person.api(), person.email(), person.signedIn(), key));
        }
    }

    private static void awaitServed(Person person) {
        try (var client = HttpClient.newHttpClient()) {
            var request = Requests.message(person, 1).build();
            Awaitility.await("a request with the new key").atMost(BACK_MAX).pollInterval(LOOK_AGAIN)
                    .until(() -> client.send(request, BodyHandlers.ofString()).statusCode() == OK);
        }
    }

    @Test
    void withRedisFlushedNobodyIsSignedOutAndNoLimitOfAKeyIsLost(LocalPlatform platform) throws Exception {
        var settings = Map.of("rateLimit", Map.of("rpd", REQUESTS_PER_DAY));
        try (var person = Person.signUp(platform, settings);
                var calls = new AccountCalls(platform);
                var client = HttpClient.newHttpClient()) {
            String refreshToken = AccountCalls.json(calls.login(person, "before")).path("refreshToken").asString();
            var request = Requests.message(person, 1).build();
            for (int i = 0; i < REQUESTS_PER_DAY; i++) {
                assertThat(Requests.answer(client, request).statusCode()).isEqualTo(OK);
            }
            assertThat(Requests.answer(client, request).statusCode()).isEqualTo(TOO_MANY);
            Awaitility.await("all is recorded").atMost(BACK_MAX)
                    .until(() -> person.records().size() == REQUESTS_PER_DAY);

            Disturbing.flushRedis(platform);

            assertThat(calls.get(person, "/users/profile").statusCode()).isEqualTo(OK);
            assertThat(calls.refresh(refreshToken).statusCode()).isEqualTo(OK);
            Awaitility.await("the limit is known again").atMost(BACK_MAX).pollInterval(LOOK_AGAIN).until(() -> {
                int status = client.send(request, BodyHandlers.ofString()).statusCode();
                assertThat(status).isIn(NOT_NOW, TOO_MANY);
                return status == TOO_MANY;
            });
        }
    }

    /// The one that was under way may come twice: the mail server had taken it, and nobody was left to say so.
    @Test
    void everyLetterLeavesThoughItsSenderIsKilled(LocalPlatform platform) throws Exception {
        List<String> agents = Stream.of("alder", "birch", "cedar", "elder", "hazel", "larch", "maple", "rowan")
                .map(tree -> "Agent of the " + tree).toList();
        try (var person = Person.signUp(platform, Map.of());
                var calls = new AccountCalls(platform);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> logins = agents.stream()
                    .map(agent -> (Callable<Integer>) () -> calls.login(person, agent).statusCode()).toList();

            List<Integer> answers = threads.invokeAll(logins).stream().map(Future::resultNow).toList();
            platform.kill("api");

            assertThat(answers).containsOnly(OK);
            Awaitility.await("a letter for each sign-in").atMost(BACK_MAX).pollInterval(LOOK_AGAIN)
                    .until(() -> agents.stream().allMatch(agent -> times(calls, person, agent) >= 1));
            platform.awaitProcesses(_ -> {
            });
            Awaitility.await("no letter comes again but one").during(QUIET).atMost(QUIET.plusSeconds(10))
                    .until(() -> agents.stream().mapToLong(agent -> times(calls, person, agent)).sum() <= agents.size()
                            + 1);
        }
    }

    private static long times(AccountCalls calls, Person person, String agent) {
        try {
            return calls.letters(person).stream().filter(letter -> letter.contains(agent)).count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
