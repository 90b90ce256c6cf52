package dev.sluice.billing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import dev.sluice.contracts.money.NanoUsd;

import static org.assertj.core.api.Assertions.assertThat;

class BillingPropertiesTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Bound.class);

    @Configuration
    @EnableConfigurationProperties(BillingProperties.class)
    static class Bound {}

    @Test
    void hasTheQuickstartsDefaults() {
        runner.run(context -> assertThat(context.getBean(BillingProperties.class)).isEqualTo(new BillingProperties(
                "localhost:9092", 4, 1, Path.of(".sluice/secrets"), null, URI.create("http://localhost:8080"),
                URI.create("http://localhost:8083"), "5", Duration.ofDays(90))));
    }

    @Test
    void readsTheWelcomeGrantExactly() {
        runner.withPropertyValues("sluice.welcome-grant=0.50").run(context -> assertThat(
                context.getBean(BillingProperties.class).welcomeAmount()).isEqualTo(NanoUsd.parse("0.5")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sluice.welcome-grant=-1", "sluice.welcome-grant=5 USD", "sluice.partitions=0",
            "sluice.replication=10", "sluice.welcome-grant-expiry=1h", "sluice.kafka="})
    void refusesWhatIsOutOfBounds(String setting) {
        runner.withPropertyValues(setting).run(context -> assertThat(context).hasFailed());
    }
}
