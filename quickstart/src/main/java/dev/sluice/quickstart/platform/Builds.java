package dev.sluice.quickstart.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/// The built services of a checkout: an unpacked application with a JDK AOT cache where `./sluice` made one,
/// else the runnable jar.
final class Builds {

    /// What every service runs with. A service touches a lot of memory and code in turn: small headers and large
    /// pages, which only Linux gives by a flag, keep more of it at hand. Classes of this size are expected, so that
    /// nothing is collected on their account while it starts.
    static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:MetaspaceSize=128m",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UseTransparentHugePages",
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final String CHANGED = "unix:ctime";

    private final Path home;
    private final boolean training;

    /// In a run of training programs write the caches that are missing.
    Builds(Path home, boolean training) {
        this.home = home.toAbsolutePath();
        this.training = training;
    }

    AotCache cache(String module) {
        Path target = home.resolve(module).resolve("target");
        return new AotCache(target.resolve(module + ".aot"), runnable(module, target));
    }

    AotCache kafkaCache() {
        Path target = home.resolve("quickstart").resolve("target");
        return new AotCache(target.resolve("kafka.aot"), target.resolve("lib"));
    }

    List<String> kafkaFlags() {
        return kafkaCache().flags(training);
    }

    /// The command line that runs a service of the module; `marks` come first, where `down` looks for them.
    List<String> command(String module, List<String> marks, List<String> flags) {
        Path jar = runnable(module, home.resolve(module).resolve("target"));
        var command = new ArrayList<String>(List.of(JAVA));
        command.addAll(marks);
        command.addAll(FLAGS);
        command.addAll(flags);
        command.addAll(cache(module).flags(training));
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    private static Path runnable(String module, Path target) {
        Path jar = jar(module, target);
        Path unpacked = target.resolve("run").resolve(module + ".jar");
        return isNewer(unpacked, jar) ? unpacked : jar;
    }

    /// Whether the file was made after the one it was made from. A reproducible jar carries the time of its
    /// release, so the time its file was last changed counts.
    static boolean isNewer(Path made, Path source) {
        try {
            return Files.exists(made) && Files.getLastModifiedTime(made).compareTo(changedAt(source)) >= 0;
        } catch (IOException cause) {
            throw new StartFailure("The file " + source + " cannot be read: " + cause.getMessage(), cause);
        }
    }

    /// When the file was last written, whatever time it carries.
    static FileTime changedAt(Path file) throws IOException {
        return (FileTime) Files.getAttribute(file, CHANGED);
    }

    /// The one runnable jar of the module.
    static Path jar(String module, Path target) {
        if (Files.isDirectory(target)) {
            try (var files = Files.newDirectoryStream(target, module + "-*-exec.jar")) {
                for (Path jar : files) {
                    return jar;
                }
            } catch (IOException cause) {
                throw new StartFailure("The folder " + target + " cannot be read: " + cause.getMessage(), cause);
            }
        }
        throw new StartFailure("The service " + module + " is not built (no " + target + "/" + module
                + "-*-exec.jar): run ./sluice up, which builds it.");
    }
}
