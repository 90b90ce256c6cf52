package dev.sluice.quickstart.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Ports, variables and health paths of `docker-compose.yml` against the applications' own configuration.
/// The file has not been run: there is no engine where this is tested.
class ComposeFileTest {

    static final List<String> APPLICATIONS = ComposeFile.APPLICATIONS;

    private ComposeFile compose;

    @BeforeEach
    void read() throws IOException {
        compose = ComposeFile.read();
    }

    @ParameterizedTest
    @CsvSource({"usage-streams,8083", "billing,8082", "api,8080", "relay,9081"})
    void asksForHealthWhereTheApplicationAnswers(String application, String port) throws IOException {
        assertThat(compose.environment(application)).containsEntry("SERVER_PORT", port);
        assertThat(compose.healthCommand(application)).contains("/dev/tcp/localhost/" + port)
                .contains("GET /actuator/health/readiness ");
        assertThat(Files.readString(ComposeFile.CHECKOUT.resolve(application)
                .resolve("src/main/resources/" + application + ".yml"))).contains("probes").contains("readiness");
    }

    @ParameterizedTest
    @FieldSource("APPLICATIONS")
    void setsOnlyVariablesThatTheApplicationReads(String application) throws IOException {
        Set<String> common = compose.root().path("x-environment").propertyNames().stream().collect(Collectors.toSet());
        var specific = new TreeSet<>(compose.environment(application).keySet());
        specific.removeAll(common);
        specific.remove("SERVER_PORT");

        assertThat(ComposeFile.variablesOf(application)).containsAll(specific);
    }

    @Test
    void setsNoCommonVariableThatNobodyReads() throws IOException {
        var read = new TreeSet<String>();
        for (String application : APPLICATIONS) {
            read.addAll(ComposeFile.variablesOf(application));
        }

        assertThat(read).containsAll(compose.root().path("x-environment").propertyNames());
    }

    @Test
    void holdsNoSecret() {
        Stream<String> values = APPLICATIONS.stream().flatMap(application -> compose.environment(application)
                .entrySet().stream()).filter(variable -> variable.getKey().matches(".*(KEY|PASSWORD|SECRET|TOKEN).*"))
                .map(variable -> variable.getValue());

        assertThat(values).allMatch(value -> value.matches("\\$\\{SLUICE_[A-Z_]+:\\?[^}]+}"));
    }

    @Test
    void runsTheKafkaThatIsTested() {
        assertThat(compose.service("kafka").path("image").asString())
                .isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
    }

    @Test
    void opensNoPortButTheEdge() {
        var open = compose.root().path("services").propertyStream().filter(service -> service.getValue().has("ports"))
                .map(service -> service.getKey());

        assertThat(open).containsExactly("edge");
    }

    @ParameterizedTest
    @CsvSource({"relay,SLUICE_RELAY_PORT,8081", "billing,SERVER_PORT,8082", "api,SERVER_PORT,8080"})
    void theEdgePassesOnToThePortOfEachService(String service, String variable, String port) throws IOException {
        assertThat(compose.environment(service)).containsEntry(variable, port);
        assertThat(Files.readString(ComposeFile.CHECKOUT.resolve("deploy/edge/nginx.conf")))
                .contains("upstream " + service + " { server " + service + ":" + port + ";");
    }
}
