package dev.sluice.streams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.deciding.DeciderMeters;
import dev.sluice.streams.deciding.DecidingTopology;
import dev.sluice.streams.deciding.PriceBookReplica;
import dev.sluice.streams.history.Progress;
import dev.sluice.streams.query.Owners;
import dev.sluice.streams.running.StreamsPart;
import dev.sluice.streams.running.StreamsSettings;
import dev.sluice.streams.running.TaskPositions;

/// The account decider and the price books it rates with.
@Configuration(proxyBeanMethods = false)
class DecidingWiring {

    static final String APPLICATION_ID = "sluice-decider";

    @Bean
    @Order(10)
    PriceBookReplica priceBooks(UsageStreamsProperties properties) {
        return new PriceBookReplica(properties.kafka());
    }

    @Bean
    Supplier<PriceBooks> prices(PriceBookReplica priceBooks) {
        return priceBooks::books;
    }

    @Bean
    @Order(20)
    StreamsPart decider(UsageStreamsProperties properties, PriceBookReplica priceBooks, MeterRegistry registry) {
        requireWritable(properties.data());
        StreamsConfig config = new StreamsSettings(APPLICATION_ID, properties.kafka(), properties.deployment(),
                properties.data(), properties.advertised(), properties.deciding().threads(),
                properties.deciding().standbys(), properties.deciding().commitInterval()).exactlyOnce();
        DeciderMeters meters = new DeciderMeters(registry);
        return new StreamsPart("decider", priceBooks::waitsFor,
                () -> new KafkaStreams(DecidingTopology.build(config, priceBooks, meters, properties.partitions()),
                        config));
    }

    /// Kafka Streams would find out only once Kafka is there, and then try again for ever.
    private static void requireWritable(Path data) {
        try {
            Files.createDirectories(data);
            Files.delete(Files.createTempFile(data, "writable", null));
        } catch (IOException cause) {
            throw new StartRefused(new IllegalStateException("SLUICE_DATA: " + data
                    + " cannot be written (expected: a folder this process may write, on a disk with space)", cause));
        }
    }

    @Bean
    Progress deciderProgress() {
        return new Progress();
    }

    @Bean(destroyMethod = "close")
    TaskPositions deciderPositions(StreamsPart decider, UsageStreamsProperties properties) {
        return new TaskPositions(decider, Topics.ACCOUNT_EVENTS.name(), DecidingTopology.STORE, properties.kafka());
    }

    @Bean
    Owners deciderOwners(StreamsPart decider, UsageStreamsProperties properties) {
        return new Owners(decider, properties.advertised(), properties.partitions());
    }
}
