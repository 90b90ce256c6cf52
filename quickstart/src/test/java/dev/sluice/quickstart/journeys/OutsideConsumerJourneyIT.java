package dev.sluice.quickstart.journeys;

import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.quickstart.platform.LocalPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/// An analyst with nothing but a Kafka client reads the events and adds up the bill.
@ExtendWith(RunningPlatform.class)
class OutsideConsumerJourneyIT {

    private static final int REQUESTS = 20;
    private static final Duration READ_MAX = Duration.ofSeconds(15);
    private static final int NANO_USD_PLACES = 9;
    private static final BigDecimal WELCOME_USD = new BigDecimal("5.000000000");

    @Test
    void theRatedRecordsAddUpToWhatWasSpent(LocalPlatform platform) throws Exception {
        try (var person = Person.signUp(platform, Map.of()); var client = HttpClient.newHttpClient()) {
            for (int number = 0; number < REQUESTS; number++) {
                client.send(Requests.message(person, 1_000 + number).build(), BodyHandlers.ofString());
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

    private static BigDecimal chargedUsd(List<ConsumerRecord<String, String>> rated) {
        long nanos = rated.stream().map(record -> SluiceJson.mapper().readTree(record.value()))
                .mapToLong(record -> record.path("chargeNanoUsd").asLong()).sum();
        return BigDecimal.valueOf(nanos, NANO_USD_PLACES);
    }

    private static void assertDocumentedHeaders(ConsumerRecord<String, String> record) {
        for (String name : List.of("ce_id", "ce_type", "ce_source", "ce_time")) {
            var header = record.headers().lastHeader(name);
            assertThat(header).as(name).isNotNull();
            assertThat(new String(header.value(), StandardCharsets.UTF_8)).as(name).isNotBlank();
        }
    }

    private static List<ConsumerRecord<String, String>> read(LocalPlatform platform, String topic, Person person,
            int atLeast) {
        Map<String, Object> settings = Map.of("bootstrap.servers", "localhost:" + platform.ports().kafka(), "group.id",
                UUID.randomUUID().toString(), "auto.offset.reset", "earliest", "isolation.level", "read_committed");
        var found = new ArrayList<ConsumerRecord<String, String>>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            Awaitility.await(topic).atMost(READ_MAX).pollInSameThread().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.key().equals(person.signedIn().userId())) {
                        found.add(record);
                    }
                });
                return found.size() >= atLeast;
            });
        }
        return found;
    }
}
