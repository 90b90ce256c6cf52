package dev.sluice.relay;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// How the process starts, refuses to start, and ends.
class RelayProcessIT {

    private static final int NOT_STARTED = 1;
    private static final String ANY_PORT = "sluice.relay-port=0";
    private static final int TERMINATED = 143;
    /// Five seconds for Kafka, a few for the rest, and what a busy machine takes.
    private static final Duration STOP_MAX = Duration.ofSeconds(25);

    @TempDir
    Path folder;

    @Test
    void hasItsFolderForItselfAndStopsWithinSecondsWhileKafkaIsAway() throws Exception {
        try (RelayProcess first = relay("sluice.data=" + folder, ANY_PORT).awaitStarted();
                RelayProcess second = relay("sluice.data=" + folder, ANY_PORT)) {
            assertRefused(second, "journal folder " + folder.resolve("journal")
                    + ": it is used by another relay that runs (expected: one relay per folder; set SLUICE_DATA)");

            long begun = System.nanoTime();
            first.terminate();

            assertThat(first.exitCode()).isEqualTo(TERMINATED);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(STOP_MAX);
            try (Stream<Path> journals = Files.list(folder.resolve("journal"))) {
                assertThat(journals.filter(each -> each.getFileName().toString().startsWith("jn_"))).hasSize(1);
            }
        }
    }

    @Test
    void namesAFolderThatCannotBeWritten() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        try (RelayProcess relay = relay("sluice.data=" + file)) {
            assertRefused(relay, "journal folder " + file.resolve("journal") + ": Not a directory (expected: ");
        }
    }

    @Test
    void namesAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0);
                RelayProcess relay = relay("sluice.data=" + folder, "sluice.relay-port=" + taken.getLocalPort())) {
            assertRefused(relay, "port " + taken.getLocalPort() + " cannot be listened on (expected: a free port)");
        }
    }

    @Test
    void namesASettingThatIsWrong() throws Exception {
        try (RelayProcess relay = relay("sluice.data=" + folder, "sluice.partitions=0")) {
            assertRefused(relay, "sluice.partitions");
            assertThat(folder.resolve("journal")).doesNotExist();
        }
    }

    @Test
    void namesAWayToACollectorThatIsNotServed() throws Exception {
        Map<String, String> environment = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1",
                "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");

        try (RelayProcess relay = new RelayProcess(folder, environment, "sluice.data=" + folder, ANY_PORT)) {
            assertRefused(relay, "OTEL_EXPORTER_OTLP_PROTOCOL: grpc (expected: http/protobuf)");
        }
    }

    private RelayProcess relay(String... settings) throws IOException {
        return new RelayProcess(folder, settings);
    }

    /// One sentence, no stack trace, no success.
    private static void assertRefused(RelayProcess relay, String sentence) throws IOException, InterruptedException {
        assertThat(relay.exitCode()).isEqualTo(NOT_STARTED);
        assertThat(relay.log()).contains("APPLICATION FAILED TO START", sentence).doesNotContain("\tat ");
    }
}
