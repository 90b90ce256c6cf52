package dev.sluice.streams;

import java.util.List;

import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.sluice.streams.running.KafkaDoor;
import dev.sluice.streams.running.Part;
import dev.sluice.streams.running.Parts;
import dev.sluice.streams.running.PartsHealth;

/// Which parts run in this process, in the order in which they start.
@Configuration(proxyBeanMethods = false)
class PartsWiring {

    @Bean
    Parts partsOfThisProcess(UsageStreamsProperties properties, List<Part> parts,
            ConfigurableApplicationContext context) {
        KafkaDoor door = new KafkaDoor(properties.kafka(), properties.deployment());
        return new Parts(door, parts, sentence -> refuse(context, sentence));
    }

    @Bean
    PartsHealth parts(Parts partsOfThisProcess) {
        return new PartsHealth(partsOfThisProcess);
    }

    /// Waiting would not help: say why and end, from a thread that is not one of those being stopped.
    private static void refuse(ConfigurableApplicationContext context, String sentence) {
        LoggerFactory.getLogger(PartsWiring.class).error("usage-streams stops: {}", sentence);
        // Not a daemon, though its starter may be one: the JVM would end with 0 while the context closes.
        Thread.ofPlatform().daemon(false).name("refusing")
                .start(() -> System.exit(SpringApplication.exit(context, () -> 1)));
    }
}
