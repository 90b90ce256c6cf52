package dev.sluice.quickstart.journeys;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.sluice.quickstart.platform.LocalPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/// A limit holds when everything comes at once.
@ExtendWith(RunningPlatform.class)
class LimitsJourneyIT {

    private static final int AT_ONCE = 300;
    private static final int RPM = 100;
    /// The free plan admits 64 at the same time.
    private static final int OPEN_MAX = 60;
    private static final int OK = 200;
    private static final int TOO_MANY = 429;

    @Test
    void ofThreeHundredRequestsAtOnceExactlyHundredPass(LocalPlatform platform) throws Exception {
        var settings = Map.of("rateLimit", Map.of("rpm", RPM));
        try (var person = Person.signUp(platform, settings); var client = HttpClient.newHttpClient()) {
            var answers = atOnce(client, person);

            assertThat(answers).filteredOn(answer -> answer.statusCode() == OK).hasSize(RPM);
            assertThat(answers).filteredOn(answer -> answer.statusCode() == TOO_MANY).hasSize(AT_ONCE - RPM)
                    .allSatisfy(answer -> {
                        assertThat(answer.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 60L);
                        assertThat(answer.body()).contains("rate_limit_error");
                    });
        }
    }

    private static List<HttpResponse<String>> atOnce(HttpClient client, Person person) throws InterruptedException {
        var request = Requests.message(person, 1).build();
        var turns = new Semaphore(OPEN_MAX);
        Callable<HttpResponse<String>> inTurn = () -> {
            turns.acquire();
            try {
                return Requests.answer(client, request);
            } finally {
                turns.release();
            }
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(Collections.nCopies(AT_ONCE, inTurn)).stream().map(Future::resultNow).toList();
        }
    }
}
