package dev.sluice.billing.accounts;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.sluice.billing.BillingProperties;
import dev.sluice.billing.access.InternalCredential;

/// The client of usage-streams; its bean name is its name in health.
@Configuration
class AccountsWiring {

    @Bean
    StreamsAccounts usageStreams(BillingProperties properties, InternalCredential credential) {
        return new StreamsAccounts(properties.streamsUrl(), credential.authorization());
    }
}
