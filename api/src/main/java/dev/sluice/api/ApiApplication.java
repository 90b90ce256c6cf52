package dev.sluice.api;

import java.security.SecureRandom;
import java.time.InstantSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;

import dev.sluice.api.identity.IdentityDecider;
import dev.sluice.contracts.plans.Plans;

/// Starts accounts, sessions, keys and usage reads.
@SpringBootApplication(exclude = {UserDetailsServiceAutoConfiguration.class, ErrorMvcAutoConfiguration.class})
@EnableConfigurationProperties(ApiProperties.class)
public class ApiApplication {

    static {
        System.setProperty("spring.config.name", "api");
    }

    public static void main(String[] args) {
        SpringApplication.run(ApiApplication.class, args);
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    SecureRandom random() {
        return new SecureRandom();
    }

    @Bean
    Plans plans(ApiProperties properties) {
        return Plans.of(properties.plans());
    }

    @Bean
    IdentityDecider identityDecider(Plans plans) {
        return new IdentityDecider(plans);
    }
}
