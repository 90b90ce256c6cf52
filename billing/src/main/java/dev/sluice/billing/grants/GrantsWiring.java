package dev.sluice.billing.grants;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.sluice.billing.BillingProperties;
import dev.sluice.billing.Halt;
import dev.sluice.billing.log.AccountLog;
import dev.sluice.billing.log.KafkaClients;
import dev.sluice.billing.log.Loop;
import dev.sluice.billing.log.OwnTopics;

/// The loop that gives welcome grants.
@Configuration
class GrantsWiring {

    @Bean
    Loop welcomeLoop(KafkaClients kafka, OwnTopics topics, Halt halt, AccountLog log, BillingProperties properties,
            InstantSource clock, Supplier<UUID> ids) {
        WelcomeGrants grants = new WelcomeGrants(properties.welcomeAmount(), properties.welcomeGrantExpiry(), clock,
                ids);
        return new Loop("welcome-grants", topics, halt, new WelcomeWork(kafka, grants, log));
    }
}
