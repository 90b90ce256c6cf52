package dev.sluice.quickstart.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.sluice.contracts.testing.FreePort;

/// What must be true before anything starts. Each finding names the thing, the value and what to do.
public final class Preflight {

    private static final int JAVA_VERSION = 25;
    private static final long DISK_BYTES_MIN = 1L << 30;
    private static final long MEBIBYTE = 1L << 20;

    private Preflight() {}

    /// One thing looked at; `problem` is empty when it is well.
    public record Finding(String subject, Optional<String> problem) {}

    /// Looks at everything without changing anything.
    public static List<Finding> look(PlatformOptions options) {
        Stream<Finding> ports = options.ports().all().entrySet().stream()
                .map(port -> new Finding("port " + port.getValue() + " (" + port.getKey() + ")",
                        portTaken(port.getKey(), port.getValue(), options.ports())));
        Stream<Finding> others = Stream.of(new Finding("JDK 25", java()), new Finding("disk space", disk(options)));
        return Stream.concat(others, ports).toList();
    }

    /// Throws the first problem.
    static void require(PlatformOptions options) {
        look(options).stream().flatMap(finding -> finding.problem().stream()).findFirst().ifPresent(problem -> {
            throw new StartFailure(problem);
        });
    }

    private static Optional<String> java() {
        int version = Runtime.version().feature();
        return version >= JAVA_VERSION
                ? Optional.empty()
                : Optional.of("Java " + version + " runs this program (expected: 25): set JAVA_HOME to a JDK 25.");
    }

    private static Optional<String> disk(PlatformOptions options) {
        Path existing = options.data().toAbsolutePath();
        while (Files.notExists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            return free >= DISK_BYTES_MIN
                    ? Optional.empty()
                    : Optional
                            .of("The disk of " + existing + " has " + free / MEBIBYTE + " MiB left (expected: at least "
                                    + DISK_BYTES_MIN / MEBIBYTE + "): free some, or choose another with --data DIR.");
        } catch (IOException unreadable) {
            return Optional.of("The disk of " + existing + " cannot be read: choose another with --data DIR.");
        }
    }

    private static Optional<String> portTaken(String name, int port, Ports ports) {
        return FreePort.isFree(port) && !FreePort.answers(port)
                ? Optional.empty()
                : Optional.of("Port " + port + " (" + name + ") is taken: stop what listens there, or add "
                        + "--port-offset " + (ports.offset() + 100) + ".");
    }
}
