package dev.sluice.quickstart.journeys;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.sluice.quickstart.platform.LocalPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/// A limit holds when everything comes at once.
@ExtendWith(RunningPlatform.class)
class LimitsJourneyIT {

    private static final int AT_ONCE = 300;
    private static final int RPM = 100;
    private static final int OK = 200;
    private static final int TOO_MANY = 429;

    @Test
    void ofThreeHundredRequestsAtOnceExactlyHundredPass(LocalPlatform platform) {
        var settings = Map.of("rateLimit", Map.of("rpm", RPM, "concurrency", AT_ONCE));
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

    private static List<HttpResponse<String>> atOnce(HttpClient client, Person person) {
        var request = Requests.message(person, 1).build();
        var sent = IntStream.range(0, AT_ONCE).mapToObj(_ -> client.sendAsync(request, BodyHandlers.ofString()))
                .toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }
}
