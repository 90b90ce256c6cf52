package dev.sluice.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.awaitility.Awaitility.await;

/// The relay as it runs in production: a process of its own. Kafka and Redis are away.
final class RelayProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String NOBODY = "127.0.0.1:1";

    private final Path log;
    private final Process process;

    /// `settings` are properties, `sluice.relay-port=8081`.
    RelayProcess(Path folder, String... settings) throws IOException {
        this(folder, Map.of(), settings);
    }

    RelayProcess(Path folder, Map<String, String> environment, String... settings) throws IOException {
        this.log = Files.createTempFile(folder, "relay", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Xmx256m", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                RelayApplication.class.getName(), "--sluice.kafka=" + NOBODY, "--sluice.redis=" + NOBODY,
                "--server.port=0", "--logging.level.root=info"));
        for (String setting : settings) {
            command.add("--" + setting);
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        this.process = builder.start();
    }

    /// What it has written so far.
    String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    RelayProcess awaitStarted() {
        await().atMost(PATIENCE).until(() -> log().contains("Started RelayApplication") || !process.isAlive());
        return this;
    }

    /// Asks it to stop, as an operator does.
    void terminate() {
        process.destroy();
    }

    /// Waits for its end.
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE)) {
            throw new IllegalStateException("the relay still runs after " + PATIENCE);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
