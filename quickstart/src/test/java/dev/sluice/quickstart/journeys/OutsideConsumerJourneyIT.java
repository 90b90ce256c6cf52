package dev.sluice.quickstart.journeys;

import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.sluice.quickstart.journeys.TopicReader.Message;
import dev.sluice.quickstart.platform.LocalPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/// An analyst with nothing but a Kafka client reads the events and adds up the bill.
@ExtendWith(RunningPlatform.class)
class OutsideConsumerJourneyIT {

    private static final int REQUESTS = 20;
    private static final Duration READ_MAX = Duration.ofSeconds(60);
    private static final int NANO_USD_PLACES = 9;
    private static final BigDecimal WELCOME_USD = new BigDecimal("5.000000000");

    @Test
    void theRatedRecordsAddUpToWhatWasSpent(LocalPlatform platform) throws Exception {
        try (var person = Person.signUp(platform, Map.of()); var client = HttpClient.newHttpClient()) {
            for (int number = 0; number < REQUESTS; number++) {
                Requests.answer(client, Requests.message(person, 1_000 + number).build());
            }

            var rated = read(platform, "usage.rated.v1", person, REQUESTS);
            var events = read(platform, "account.events.v1", person, 2 * REQUESTS);

            assertThat(rated).hasSize(REQUESTS).allSatisfy(OutsideConsumerJourneyIT::assertDocumentedHeaders);
            assertThat(events).allSatisfy(OutsideConsumerJourneyIT::assertDocumentedHeaders);
            Awaitility.await().atMost(READ_MAX).untilAsserted(() -> assertThat(spentUsd(person))
                    .isEqualByComparingTo(chargedUsd(rated)));
        }
    }

    private static BigDecimal spentUsd(Person person) {
        return WELCOME_USD.subtract(new BigDecimal(person.api().availableUsd(person.signedIn())));
    }

    private static BigDecimal chargedUsd(List<Message> rated) {
        long nanos = rated.stream().mapToLong(message -> message.value().path("chargeNanoUsd").asLong()).sum();
        return BigDecimal.valueOf(nanos, NANO_USD_PLACES);
    }

    private static void assertDocumentedHeaders(Message message) {
        for (String name : List.of("ce_id", "ce_type", "ce_source", "ce_time")) {
            assertThat(message.header(name)).as(name).isNotBlank();
        }
    }

    private static List<Message> read(LocalPlatform platform, String topic, Person person, int atLeast) {
        var found = new AtomicReference<List<Message>>(List.of());
        Awaitility.await(topic).atMost(READ_MAX).until(() -> {
            found.set(new TopicReader(platform).read(topic, Set.of(person.signedIn().userId())));
            return found.get().size() >= atLeast;
        });
        return found.get();
    }
}
