package dev.sluice.billing;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

import dev.sluice.contracts.configuration.ConfigurationFault;
import dev.sluice.contracts.plans.Plans;

/// Starts the service on port 8082; its configuration is `billing.yml`.
@SpringBootApplication
@ConfigurationPropertiesScan
public class BillingApplication {

    public static void main(String[] args) {
        with().run(args);
    }

    @Bean
    Plans plans(BillingProperties properties) {
        try {
            return Plans.of(properties.plans());
        } catch (ConfigurationFault fault) {
            throw new StartRefused("plans: " + fault.sentence() + "; SLUICE_PLANS points at that file", fault);
        }
    }

    /// The application with its own configuration file and these parts besides.
    public static SpringApplicationBuilder with(Class<?>... parts) {
        return new SpringApplicationBuilder(BillingApplication.class).sources(parts)
                .properties("spring.config.name=billing");
    }
}
