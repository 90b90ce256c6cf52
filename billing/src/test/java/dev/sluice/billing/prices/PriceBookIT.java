package dev.sluice.billing.prices;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.sluice.billing.testing.BillingInstance;
import dev.sluice.billing.testing.LogReader;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PriceBookJson;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.topics.Topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The price book in a topic of its own broker: these tests decide what stands in it.
class PriceBookIT {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final PriceBook SHIPPED = PriceBookJson.shipped();

    @Test
    void waitsForKafkaThenPublishesOnceAndRefusesAnEditedVersion() throws Exception {
        try (TestKafka kafka = TestKafka.started()) {
            kafka.stop();
            try (BillingInstance early = started(kafka)) {
                assertThat(early.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
                await().atMost(SOON).untilAsserted(() -> assertThat(early.get("/actuator/health/readiness").body())
                        .contains("OUT_OF_SERVICE", "\"price-book\":\"waits for Kafka"));
                kafka.start();
                await().atMost(SOON).until(early::isReady);
                assertThat(early.get("/actuator/health/readiness").body())
                        .contains("\"price-book\":\"follows the log\"");
            }
            publishesNothingASecondTime(kafka);
            refusesAnEditedVersion(kafka);
        }
    }

    private static void publishesNothingASecondTime(TestKafka kafka) throws Exception {
        try (LogReader log = new LogReader(kafka.bootstrapServers()); BillingInstance again = started(kafka)) {
            await().atMost(SOON).until(again::isReady);

            assertThat(log.all(Topics.PRICEBOOK.name())).singleElement().satisfies(record -> {
                assertThat(record.key()).isEqualTo("pb-2026-11-23.1");
                assertThat(PriceBookJson.read(record.value())).isEqualTo(SHIPPED);
            });
        }
    }

    private static void refusesAnEditedVersion(TestKafka kafka) throws Exception {
        PriceBook edited = new PriceBook(SHIPPED.id(), SHIPPED.effectiveFrom(), SHIPPED.charge(), SHIPPED.services(),
                SHIPPED.models(), Map.of());
        try (LogReader log = new LogReader(kafka.bootstrapServers())) {
            log.write(Topics.PRICEBOOK.name(), SHIPPED.id().value(), PriceBookJson.write(edited));
        }
        try (BillingInstance refused = started(kafka)) {
            await().atMost(SOON).until(() -> BillingInstance.halted() != null);

            assertThat(BillingInstance.halted()).hasMessageContaining("price book pb-2026-11-23.1");
            assertThat(refused.isReady()).isFalse();
        }
    }

    private static BillingInstance started(TestKafka kafka) throws Exception {
        return BillingInstance.started(kafka.bootstrapServers(), NOWHERE, NOWHERE);
    }
}
