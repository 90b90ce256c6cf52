package dev.sluice.contracts.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/// A server that runs as a child process of the test, with its own folder.
final class ChildServer implements TestServer {

    private static final Duration START_MAX = Duration.ofSeconds(120);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);
    private static final int POLL_MILLIS = 20;
    private static final int LOG_LINES_MAX = 20;

    private final String name;
    private final List<String> command;
    private final int port;
    private final Path folder;
    private final AtomicReference<@Nullable Process> process = new AtomicReference<>();

    ChildServer(String name, List<String> command, int port, Path folder) {
        this.name = name;
        this.command = command;
        this.port = port;
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /// A new folder for one server; `close()` removes it.
    static Path newFolder(String name) {
        try {
            return Files.createTempDirectory("sluice-" + name + "-");
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void start() {
        try {
            Process started = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())).start();
            process.set(started);
            awaitAnswer(started);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(name + ": interrupted while it started", cause);
        }
    }

    private void awaitAnswer(Process started) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + START_MAX.toNanos();
        while (!started.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            if (FreePort.answers(port)) {
                return;
            }
            if (System.nanoTime() > deadline) {
                started.destroyForcibly();
                throw failed("does not answer on port " + port + " after " + START_MAX.toSeconds() + " s");
            }
        }
        throw failed("ended with exit code " + started.exitValue());
    }

    private IllegalStateException failed(String what) throws IOException {
        List<String> lines = Files.readAllLines(log());
        List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES_MAX), lines.size());
        return new IllegalStateException(name + " " + what + "; its last lines:\n" + String.join("\n", last));
    }

    @Override
    public void stop() {
        end(false);
    }

    @Override
    public void kill() {
        end(true);
    }

    private void end(boolean forcibly) {
        Process running = process.getAndSet(null);
        if (running == null) {
            return;
        }
        try {
            if (forcibly || !stopped(running)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException cause) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static boolean stopped(Process running) throws InterruptedException {
        running.destroy();
        return running.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        kill();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException leftToTheSystem) {
            return; // the temporary folder is the system's to empty
        }
    }

    private Path log() {
        return folder.resolve(name + ".log");
    }
}
