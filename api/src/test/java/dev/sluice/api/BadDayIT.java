package dev.sluice.api;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.sluice.api.ApiClient.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Nothing is there when the application starts.
class BadDayIT {

    private static final Map<String, String> NOTHING = Map.of("api.kafka", "127.0.0.1:1", "spring.data.redis.url",
            "redis://127.0.0.1:1", "api.smtp", "127.0.0.1:1");

    @Test
    void startsAnywaySaysWhatItWaitsForAndRefusesWritesWithRetryAfter() {
        try (RunningApi api = RunningApi.start(NOTHING)) {
            ApiClient client = api.client();

            assertThat(client.get("/api/client/config").status()).isEqualTo(200);
            assertThat(client.get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(client.get("/actuator/health/readiness").expect(503).response().body())
                    .contains("Kafka");
            assertThat(client.get("/api/client/status").text("status")).isEqualTo("starting");
            String email = ApiClient.newEmail();
            for (int tries = 0; tries < 7; tries++) {
                Answer refused = client.register(email).expect(503);
                assertThat(refused.text("code")).isEqualTo("log-away");
                assertThat(refused.header("Retry-After")).isNotEmpty();
            }
        }
    }

    @Test
    void aMissingSecretIsNamed() {
        assertThatThrownBy(() -> RunningApi.start(Map.of("api.kafka", "127.0.0.1:1", "api.secrets", "/nowhere")))
                .hasStackTraceContaining("secret file /nowhere/").hasStackTraceContaining("SLUICE_SECRETS");
    }
}
