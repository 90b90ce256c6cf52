package dev.sluice.relay;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import dev.sluice.relay.exchange.Recorder;
import dev.sluice.relay.exchange.UsageLook;
import dev.sluice.relay.exchange.caller.KeyDirectory;
import dev.sluice.relay.exchange.idempotency.Idempotency;
import dev.sluice.relay.exchange.reservation.Admission;
import dev.sluice.relay.testing.InMemoryAdmission;
import dev.sluice.relay.testing.InMemoryIdempotency;
import dev.sluice.relay.testing.InMemoryKeys;
import dev.sluice.relay.testing.InMemoryRecorder;
import dev.sluice.relay.testing.InMemoryUsage;

import static org.assertj.core.api.Assertions.assertThat;

/// The application starts while everything it depends on is away, says so, and refuses instead of failing.
class RelayStartIT {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ConfigurationPropertiesScan(basePackageClasses = RelayApplication.class)
    @Import({RelayWiring.class, UpstreamWiring.class, UpstreamMetrics.class})
    static class Relay {

        @Bean
        InMemoryKeys keys() {
            return new InMemoryKeys();
        }

        @Bean
        Admission admission(InstantSource clock) {
            return new InMemoryAdmission(clock);
        }

        @Bean
        Idempotency idempotency() {
            return new InMemoryIdempotency();
        }

        @Bean
        UsageLook usage() {
            return new InMemoryUsage();
        }

        @Bean
        Recorder recorder() {
            return new InMemoryRecorder();
        }
    }

    @Test
    void startsWithoutKafkaAndSaysWhatItWaitsFor() throws Exception {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Relay.class)
                .properties("spring.config.name=relay").run("--server.port=0", "--sluice.relay-port=0",
                        "--sluice.kafka=127.0.0.1:1", "--sluice.drain=0s");
                HttpClient client = HttpClient.newHttpClient()) {
            InMemoryKeys keys = (InMemoryKeys) context.getBean(KeyDirectory.class);
            String management = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
            int port = context.getBean(DataPlane.class).port();

            HttpResponse<String> readiness = get(client, management + "/actuator/health/readiness");
            HttpResponse<String> refused = client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port
                    + "/v1/messages")).header("x-api-key", keys.add().reveal())
                    .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"claude-opus-5-5\"}")).build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(get(client, management + "/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(readiness.statusCode()).isEqualTo(503);
            assertThat(readiness.body()).contains("\"prices\":\"waits for ");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("prices are still being loaded");
            assertThat(get(client, management + "/actuator/prometheus").body())
                    .contains("relay_refused_total{reason=\"prices-loading\"} 1.0");
        }
    }

    private static HttpResponse<String> get(HttpClient client, String uri) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
