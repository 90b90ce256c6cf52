package dev.sluice.streams.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.sluice.contracts.testing.FreePort;
import dev.sluice.streams.UsageStreamsApplication;

import static org.awaitility.Awaitility.await;

/// The service in a process of its own, to be killed.
public final class ChildStreams implements AutoCloseable {

    private static final Duration READY_MAX = Duration.ofSeconds(120);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = FreePort.next();
    private final List<String> command = new ArrayList<>();
    private final Path folder;
    private Optional<Process> process = Optional.empty();

    public ChildStreams(String kafka, String redis, Path folder) {
        this.folder = folder;
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), UsageStreamsApplication.class.getName()));
        command.addAll(RunningStreams.arguments(kafka, redis, folder, port));
    }

    public void start() throws IOException {
        process = Optional.of(new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("streams.log").toFile()).start());
    }

    public void awaitReady() {
        HttpRequest question = HttpRequest.newBuilder(
                URI.create("http://localhost:" + port + "/actuator/health/readiness")).build();
        await().atMost(READY_MAX).ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
    }

    /// `SIGKILL`; returns when it is gone.
    public void kill() {
        process.ifPresent(running -> running.destroyForcibly().onExit().join());
    }

    @Override
    public void close() {
        kill();
    }
}
