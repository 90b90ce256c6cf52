package dev.sluice.quickstart.journeys;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.quickstart.platform.LocalPlatform;

import static org.assertj.core.api.Assertions.assertThat;

/// A service that cannot run says so in a sentence that names the thing, the value and what is expected, and
/// ends with an error: no stack trace, nothing half started. Kafka and Redis are away but for the last case.
@ExtendWith(RunningPlatform.class)
class BadStartJourneyIT {

    private static final Duration END_MAX = Duration.ofMinutes(3);
    private static final int PARTITIONS_OTHER = 7;

    @TempDir
    private Path folder;

    private final LocalPlatform platform;

    BadStartJourneyIT(LocalPlatform platform) {
        this.platform = platform;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "relay | SLUICE_PARTITIONS=abc | Property: sluice.partitions Value: \"abc\"",
            "api | SLUICE_PARTITIONS=0 | Property: api.partitions Value: \"0\" ... Reason: must be greater than",
            "usage-streams | SLUICE_REDIS=nonsense | Property: usage-streams.redis Value: \"nonsense\" ... Reason: ",
            "relay | SLUICE_ANTHROPIC_URL=nonsense | upstream anthropic: nonsense (expected: http:// or https://",
            "api | SLUICE_SECRETS=/nowhere | secret file /nowhere/ ... : cannot be read (expected: ",
            "billing | SLUICE_SECRETS=/nowhere | /nowhere/internal-credential: cannot be read (expected: ",
            "relay | SLUICE_DATA=/etc/hosts/x | journal folder /etc/hosts/x/journal: Not a directory (expected: a folder",
            "api | SLUICE_DATA=/etc/hosts/x | SLUICE_DATA: /etc/hosts/x cannot be written (expected: a folder",
            "usage-streams | SLUICE_DATA=/etc/hosts/x | SLUICE_DATA: /etc/hosts/x cannot be written (expected: a f"})
    void aWrongSettingIsNamed(String service, String setting, String sentence) throws Exception {
        String[] pair = setting.split("=", 2);

        assertThat(refused(service, Map.of(pair[0], pair[1]))).containsSubsequence(sentence.split(" \\.\\.\\. ", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"relay", "api"})
    void aTakenPortIsNamed(String service) throws Exception {
        try (var taken = new ServerSocket(0)) {
            assertThat(refused(service, Map.of("SERVER_PORT", "" + taken.getLocalPort())))
                    .contains("Port " + taken.getLocalPort() + " was already in use");
        }
    }

    @Test
    void theTakenPortOfTheDataPlaneIsNamed() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            assertThat(refused("relay", Map.of("SLUICE_RELAY_PORT", "" + taken.getLocalPort())))
                    .contains("port " + taken.getLocalPort() + " cannot be listened on (expected: a free port)");
        }
    }

    @Test
    void aTopicThatDiffersFromTheCatalogueIsNamed() throws Exception {
        try (var kafka = TestKafka.started();
                var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("account.events.v1", PARTITIONS_OTHER, (short) 1))).all().get();
            for (String service : List.of("relay", "api", "billing", "usage-streams")) {
                assertThat(refused(service, Map.of("SLUICE_KAFKA", kafka.bootstrapServers()))).as(service)
                        .contains("account.events.v1").contains("partitions");
            }
        }
    }

    /// What the service said before it ended with an error; blanks are single.
    private String refused(String service, Map<String, String> settings) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, service, ".log");
        var environment = new HashMap<>(Map.of("SLUICE_KAFKA", "localhost:1", "SLUICE_REDIS", "localhost:1",
                "SLUICE_SECRETS", platform.data().resolve("secrets").toString(), "SLUICE_DATA",
                folder.resolve(service).toString(),
                "SERVER_PORT", "0", "SLUICE_RELAY_PORT", "0"));
        environment.putAll(settings);
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "--enable-native-access=ALL-UNNAMED",
                "-jar", jar(service).toString()).redirectErrorStream(true).redirectOutput(Redirect.to(output.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(END_MAX.toMillis(), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        String said = Files.readString(output);
        assertThat(ended).as("ended: " + said).isTrue();
        assertThat(process.exitValue()).as(said).isOne();
        // What stops after it had started may be loud about it, but not before it has said why.
        assertThat(said.split(" stops", 2)[0].lines()).noneMatch(line -> line.startsWith("\tat "));
        return said.replaceAll("\\s+", " ");
    }

    private static Path jar(String service) throws IOException {
        Path target = Path.of("..").resolve(service).resolve("target").toAbsolutePath().normalize();
        try (var jars = Files.newDirectoryStream(target, service + "-*-exec.jar")) {
            return jars.iterator().next();
        }
    }
}
