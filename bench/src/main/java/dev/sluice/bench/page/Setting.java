package dev.sluice.bench.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/// Where and when a table came about.
///
/// @param when
///            to the minute, UTC
/// @param machine
///            cores, kernel, JDK
/// @param command
///            what was typed
public record Setting(String when, String machine, String command) {

    /// Now and here; `command` is the program and what it was told.
    public static Setting now(InstantSource clock, String program, String... args) throws IOException {
        String machine = "%d cores (%s), Linux %s, JDK %s".formatted(Runtime.getRuntime().availableProcessors(),
                processor(), System.getProperty("os.version"), System.getProperty("java.version"));
        return new Setting(clock.instant().toString().substring(0, 16).replace('T', ' ') + " UTC", machine,
                (program + " " + String.join(" ", args)).strip());
    }

    private static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse("unknown");
    }

    public String text() {
        return "%s, %s; `%s`.%n".formatted(when, machine, command);
    }
}
