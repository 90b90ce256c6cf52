package dev.sluice.billing;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// Starts the service on port 8082; its configuration is `billing.yml`.
@SpringBootApplication
@ConfigurationPropertiesScan
public class BillingApplication {

    static {
        System.setProperty("spring.config.name", "billing");
    }

    public static void main(String[] args) {
        SpringApplication.run(BillingApplication.class, args);
    }
}
