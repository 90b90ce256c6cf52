package dev.sluice.quickstart.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.sluice.contracts.testing.FreePort;
import dev.sluice.contracts.testing.KafkaBroker;

/// The JDK AOT cache of the broker: with it Kafka is up in less than half the time. The JVM checks the cache
/// against the class path itself and does without it when they differ.
record KafkaAotCache(Path home) {

    private static final int POLL_MILLIS = 50;
    private static final int TRAINING_SECONDS_MAX = 120;

    /// The flags that use the cache, if there is one.
    List<String> flags() {
        return Files.exists(file()) ? List.of("-XX:AOTCache=" + file(), "-Xlog:aot=off", "-Xlog:cds=off") : List.of();
    }

    /// Starts a broker once, in a folder of its own, and ends it in order: then the JVM writes the cache.
    void make() {
        if (Files.exists(file()) && Builds.isNewer(file(), libraries())) {
            return;
        }
        var folders = new Folders(target().resolve("training"));
        folders.remove();
        folders.create();
        int port = FreePort.next();
        List<String> command = KafkaBroker.command(folders.of("kafka"), port, FreePort.next(),
                List.of("-XX:AOTCacheOutput=" + file()));
        try {
            Files.deleteIfExists(file());
            train(new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(folders.log("kafka").toFile()).start(), port);
        } catch (IOException cause) {
            throw new StartFailure("Kafka cannot be prepared in " + folders.data() + ": " + cause.getMessage(), cause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Preparing Kafka was interrupted.", stopped);
        }
    }

    private static void train(Process broker, int port) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TRAINING_SECONDS_MAX);
        while (!FreePort.answers(port) && System.nanoTime() < deadline) {
            if (broker.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return; // it goes on without a cache, and says itself why it does not start
            }
        }
        broker.destroy();
        if (!broker.waitFor(TRAINING_SECONDS_MAX, TimeUnit.SECONDS)) {
            broker.destroyForcibly();
        }
    }

    private Path file() {
        return target().resolve("kafka.aot");
    }

    private Path libraries() {
        return target().resolve("lib");
    }

    private Path target() {
        return home.toAbsolutePath().resolve("quickstart").resolve("target");
    }
}
