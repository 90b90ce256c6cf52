package dev.sluice.billing;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

import com.github.f4b6a3.uuid.UuidCreator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Time, ids and the way out: what the features take by constructor.
@Configuration
class BillingWiring {

    private static final Logger LOG = LoggerFactory.getLogger(BillingWiring.class);

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    /// UUIDv7, increasing.
    @Bean
    Supplier<UUID> ids() {
        return UuidCreator::getTimeOrderedEpochPlusN;
    }

    @Bean
    Halt halt(ConfigurableApplicationContext context) {
        return reason -> {
            LOG.error("billing stops: {}", reason.getMessage());
            // Not a daemon, though its starter may be one: the JVM would end with 0 while the context closes.
            Thread.ofPlatform().daemon(false).name("halt")
                    .start(() -> System.exit(SpringApplication.exit(context, () -> 1)));
        };
    }
}
