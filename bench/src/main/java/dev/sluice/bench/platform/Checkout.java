package dev.sluice.bench.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The checkout that is measured, and where a run keeps its files.
///
/// @param home
///            its root
/// @param work
///            data and logs of this run, emptied when it begins
public record Checkout(Path home, Path work) {

    /// Flags of every service, as `./sluice` has them.
    public static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:MetaspaceSize=128m",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseTransparentHugePages", "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// The runnable jar of a module. Throws `IllegalStateException` when it was not built.
    public Path jar(String module) {
        Path target = home.resolve(module).resolve("target");
        try (var jars = Files.newDirectoryStream(target, module + "-*-exec.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(target + " cannot be read (expected: the module is built)", cause);
        }
        throw new IllegalStateException(target + ": no runnable jar (expected: " + module + "-*-exec.jar)");
    }

    /// A folder of this run.
    public Path folder(String name) {
        try {
            return Files.createDirectories(work.resolve(name));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
