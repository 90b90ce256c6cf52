package dev.sluice.contracts.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import redis.embedded.core.ExecutableProvider;

/// The Redis of this machine where it is recent enough, else the one that travels in a jar (6.2).
public final class RedisBinary {

    private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.");
    private static final int MAJOR_MIN = 7;
    private static final int ANSWER_BYTES_MAX = 4096;

    private RedisBinary() {}

    /// The command line of a Redis that keeps everything in `folder` and listens on the loopback address. Nothing
    /// is ever evicted: what does not fit is refused.
    public static List<String> command(Path folder, int port) {
        return List.of(executable(folder).toString(), "--port", "" + port, "--bind", "127.0.0.1", "--dir",
                folder.toAbsolutePath().toString(), "--appendonly", "yes", "--appendfsync", "everysec", "--save", "",
                "--maxmemory-policy", "noeviction", "--daemonize", "no");
    }

    private static Path executable(Path folder) {
        return onPath().orElseGet(() -> fromJar(folder));
    }

    private static Optional<Path> onPath() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1)).map(entry -> Path.of(entry, "redis-server"))
                .filter(Files::isExecutable).filter(RedisBinary::isRecent).findFirst();
    }

    private static boolean isRecent(Path executable) {
        try {
            Process process = new ProcessBuilder(executable.toString(), "--version").start();
            var answer = new String(process.getInputStream().readNBytes(ANSWER_BYTES_MAX), StandardCharsets.UTF_8);
            var version = VERSION.matcher(answer);
            return version.find() && Integer.parseInt(version.group(1)) >= MAJOR_MIN;
        } catch (IOException notRunnable) {
            return false;
        }
    }

    private static Path fromJar(Path folder) {
        try {
            Path unpacked = Files.createDirectories(folder.resolve("bin"));
            return ExecutableProvider.newJarResourceProvider(unpacked.toFile()).get().toPath().toAbsolutePath();
        } catch (IOException cause) {
            throw new UncheckedIOException("redis-server could not be unpacked into " + folder, cause);
        }
    }
}
