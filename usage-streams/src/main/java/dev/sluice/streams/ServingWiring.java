package dev.sluice.streams;

import java.time.Duration;
import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.deciding.DecidingTopology;
import dev.sluice.streams.reaping.Reaper;
import dev.sluice.streams.running.Beat;
import dev.sluice.streams.running.StreamsPart;
import dev.sluice.streams.running.TaskPositions;
import dev.sluice.streams.serving.Materialiser;
import dev.sluice.streams.serving.ServingMeters;
import dev.sluice.streams.watching.LiveVerifier;

/// The writer of Redis, and the reaper and the live verifier, which trust Redis only as far as that writer vouches
/// for it.
@Configuration(proxyBeanMethods = false)
class ServingWiring {

    private static final Duration REAPER_INTERVAL = Duration.ofSeconds(1);
    private static final Duration VERIFIER_INTERVAL = Duration.ofSeconds(1);

    @Bean
    @Order(40)
    Materialiser materialiser(UsageStreamsProperties properties, MeterRegistry registry, InstantSource clock) {
        return new Materialiser(properties.kafka(), properties.redis(), properties.partitions(),
                new ServingMeters(registry, clock));
    }

    @Bean
    @Order(50)
    Beat reaper(UsageStreamsProperties properties, TaskPositions deciderPositions, MeterRegistry registry,
            InstantSource clock) {
        Reaper reaper = new Reaper(properties.kafka(), properties.redis(), properties.reaping().absence(),
                deciderPositions, clock, registry);
        return new Beat("reaper", REAPER_INTERVAL, reaper::look, reaper::end);
    }

    @Bean
    @Order(70)
    Beat liveVerifier(UsageStreamsProperties properties, StreamsPart decider, TaskPositions deciderPositions,
            MeterRegistry registry, InstantSource clock) {
        TaskPositions views = new TaskPositions(decider, Topics.ACCOUNT_VIEW.name(), DecidingTopology.STORE,
                properties.kafka());
        LiveVerifier verifier = new LiveVerifier(new LiveVerifier.Settings(properties.kafka(), properties.redis(),
                DecidingWiring.APPLICATION_ID, properties.verifying().settling()), deciderPositions, views, clock,
                registry);
        return new Beat("verifier", VERIFIER_INTERVAL, verifier::look, verifier::end);
    }
}
