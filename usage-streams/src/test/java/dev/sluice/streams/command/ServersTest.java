package dev.sluice.streams.command;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Which platform the words are about.
class ServersTest {

    @Test
    void optionsGoBeforeTheEnvironmentAndThatBeforeTheUsualPorts() {
        Map<String, String> environment = Map.of("SLUICE_KAFKA", "k:1", "SLUICE_REDIS", "r:2");

        assertThat(of(Map.of(), "verify")).isEqualTo(found("localhost:9092", "localhost:6379"));
        assertThat(of(environment, "verify")).isEqualTo(found("k:1", "r:2"));
        assertThat(of(environment, "verify", "--kafka", "a:3,b:4")).isEqualTo(found("a:3,b:4", "r:2"));
        assertThat(of(environment, "--port-offset", "100", "verify"))
                .isEqualTo(found("localhost:9192", "localhost:6479"));
    }

    @Test
    void refusesAnAddressThatIsNoneAndSaysWhatIsExpected() {
        assertThat(of(Map.of(), "verify", "--redis", "here")).isEqualTo(
                new Servers.Refused("--redis: here (expected: host:port)"));
        assertThat(of(Map.of(), "verify", "--port-offset", "60000")).isEqualTo(
                new Servers.Refused("--port-offset: 60000 (expected: 0..50000)"));
        assertThat(of(Map.of(), "verify", "--kafka")).isEqualTo(
                new Servers.Refused("--kafka: nothing follows (expected: host:port)"));
    }

    private static Servers of(Map<String, String> environment, String... words) {
        return Servers.of(List.of(words), environment);
    }

    private static Servers found(String kafka, String redis) {
        return new Servers.Found(kafka, redis, List.of("verify"));
    }
}
