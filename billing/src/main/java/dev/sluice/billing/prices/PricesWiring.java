package dev.sluice.billing.prices;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.sluice.billing.Halt;
import dev.sluice.billing.log.CloudHeaders;
import dev.sluice.billing.log.KafkaClients;
import dev.sluice.billing.log.LogUnavailable;
import dev.sluice.billing.log.Loop;
import dev.sluice.billing.log.OwnTopics;
import dev.sluice.billing.log.TopicFollower;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PriceBookJson;
import dev.sluice.contracts.topics.Topics;

/// Follows `pricebook.v1` and publishes into it.
@Configuration
class PricesWiring {

    private static final String TYPE = "dev.sluice.pricebook.PriceBook";

    @Bean
    PublishedPrices publishedPrices(Producer<String, byte[]> producer, InstantSource clock) {
        return new PublishedPrices(PriceBookJson.shipped(), book -> publish(producer, book, clock.instant()));
    }

    @Bean
    Loop priceBookLoop(KafkaClients kafka, OwnTopics topics, Halt halt, PublishedPrices prices) {
        return new Loop("price-book", topics, halt, new TopicFollower(kafka, Topics.PRICEBOOK.name(), prices));
    }

    private static void publish(Producer<String, byte[]> producer, PriceBook book, Instant now) {
        String id = book.id().value();
        try {
            producer.send(CloudHeaders.on(
                    new ProducerRecord<>(Topics.PRICEBOOK.name(), id, PriceBookJson.write(book)), id, TYPE, now)).get();
        } catch (ExecutionException e) {
            throw new LogUnavailable("pricebook: not acknowledged", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailable("pricebook: interrupted while waiting", e);
        }
    }
}
