package dev.sluice.streams;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.changes.Changes;
import dev.sluice.streams.history.Freshness;
import dev.sluice.streams.history.HistoryStores;
import dev.sluice.streams.history.HistoryTopology;
import dev.sluice.streams.history.Progress;
import dev.sluice.streams.letters.Desk;
import dev.sluice.streams.query.Answers;
import dev.sluice.streams.query.InternalCredential;
import dev.sluice.streams.query.InternalOnly;
import dev.sluice.streams.query.Owners;
import dev.sluice.streams.running.Beat;
import dev.sluice.streams.running.StreamsPart;
import dev.sluice.streams.running.StreamsSettings;
import dev.sluice.streams.running.TaskPositions;

/// History and the door to it.
@Configuration(proxyBeanMethods = false)
class HistoryWiring {

    static final String APPLICATION_ID = "sluice-history";
    private static final Duration FRESHNESS_INTERVAL = Duration.ofMillis(250);

    @Bean
    Progress historyProgress() {
        return new Progress();
    }

    @Bean
    Changes changes() {
        return new Changes(new SecureRandom());
    }

    @Bean
    @Order(30)
    StreamsPart history(UsageStreamsProperties properties, Progress historyProgress, Changes changes) {
        StreamsConfig config = new StreamsSettings(APPLICATION_ID, properties.kafka(), properties.deployment(),
                properties.data(), properties.advertised(), properties.history().threads(),
                properties.history().standbys(), properties.history().commitInterval()).atLeastOnce();
        return new StreamsPart("history", Optional::empty,
                () -> new KafkaStreams(HistoryTopology.build(config, historyProgress, changes), config));
    }

    @Bean(destroyMethod = "close")
    TaskPositions historyPositions(StreamsPart history, UsageStreamsProperties properties) {
        return new TaskPositions(history, Topics.USAGE_RATED.name(), HistoryStores.RECORDS, properties.kafka());
    }

    @Bean
    @Order(60)
    Beat freshness(TaskPositions deciderPositions, TaskPositions historyPositions, Progress deciderProgress,
            Progress historyProgress, InstantSource clock) {
        Freshness freshness = new Freshness(deciderPositions, DecidingWiring.APPLICATION_ID, historyPositions,
                deciderProgress, historyProgress, clock);
        return new Beat("freshness", FRESHNESS_INTERVAL, freshness::look, () -> {
        });
    }

    @Bean
    Owners historyOwners(StreamsPart history, UsageStreamsProperties properties) {
        return new Owners(history, properties.advertised(), properties.partitions());
    }

    @Bean
    InternalCredential internalCredential(UsageStreamsProperties properties) {
        try {
            return InternalCredential.read(properties.secrets());
        } catch (IllegalStateException notThere) {
            throw new StartRefused(notThere);
        }
    }

    @Bean
    InternalOnly internalOnly(InternalCredential credential) {
        return new InternalOnly(credential);
    }

    @Bean
    Desk desk(UsageStreamsProperties properties, InstantSource clock) {
        return new Desk(properties.kafka(), clock);
    }

    @Bean
    Answers answers(InternalCredential credential) {
        return new Answers(credential);
    }
}
