package dev.sluice.bench.measuring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dev.sluice.contracts.testing.FreePort;

/// A process of the measurement, with its log; it ends with this one.
public final class Child implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofSeconds(300);
    /// A JVM that writes an AOT cache takes a quarter of it.
    private static final Duration STOP_MAX = Duration.ofSeconds(60);
    private static final int POLL_MILLIS = 5;
    private static final int LOG_LINES = 15;

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /// Starts a command; its output goes to `<name>.log` in `folder`.
    public static Child start(String name, List<String> command, Map<String, String> environment, Path folder) {
        try {
            Files.createDirectories(folder);
            Path log = folder.resolve(name + ".log");
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            return new Child(name, builder.start(), log);
        } catch (IOException cause) {
            throw new UncheckedIOException(name + " cannot be started: " + cause.getMessage(), cause);
        }
    }

    public long pid() {
        return process.pid();
    }

    /// Where it runs and logs.
    public Path folder() {
        return Objects.requireNonNull(log.toAbsolutePath().getParent());
    }

    /// Waits until something accepts connections on the port.
    public Child awaitPort(int port) throws InterruptedException {
        await(() -> FreePort.answers(port), "answers on port " + port);
        return this;
    }

    /// Waits for a fact. Throws `IllegalStateException` with the last lines of the log when the process ends
    /// first or the fact does not come.
    public void await(BooleanSupplier fact, String said) throws InterruptedException {
        long deadline = System.nanoTime() + START_MAX.toNanos();
        while (!fact.getAsBoolean()) {
            boolean ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (ended || System.nanoTime() > deadline) {
                throw new IllegalStateException(name + (ended ? " ended" : " is too slow") + " (expected: it " + said
                        + "); its last lines:\n" + lastLines());
            }
        }
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException unreadable) {
            return log + " cannot be read";
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
