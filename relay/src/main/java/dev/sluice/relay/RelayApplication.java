package dev.sluice.relay;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// Starts the relay: requests on 8081, health and metrics on 9081; its configuration is `relay.yml`.
@SpringBootApplication
@ConfigurationPropertiesScan
public class RelayApplication {

    static {
        System.setProperty("spring.config.name", "relay");
    }

    public static void main(String[] args) {
        SpringApplication.run(RelayApplication.class, args);
    }
}
