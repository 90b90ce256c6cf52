package dev.sluice.bench.profiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;

/// Where and when a table came about.
///
/// @param when
///            to the minute, UTC
/// @param machine
///            cores, kernel, JDK
/// @param command
///            what was typed
/// @param load
///            the machine's load average when it began: what others did beside it
record Setting(String when, String machine, String command, String load) {

    private static final double BUSY = 1.0;

    static Setting now(InstantSource clock, String... args) throws IOException {
        String machine = "%d cores (%s), Linux %s, JDK %s".formatted(Runtime.getRuntime().availableProcessors(),
                processor(), System.getProperty("os.version"), System.getProperty("java.version"));
        return new Setting(clock.instant().toString().substring(0, 16).replace('T', ' ') + " UTC", machine,
                ("bench/run " + String.join(" ", args)).strip(), loadAverage());
    }

    private static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse("unknown");
    }

    /// The load average of the last minute.
    static String loadAverage() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0];
    }

    String text(String loadAtEnd) {
        boolean busy = Double.parseDouble(load) > BUSY;
        return String.format(Locale.ROOT, "%s, %s; `%s`; load average %s when it began, %s at its end.%s%n", when,
                machine, command, load, loadAtEnd,
                busy
                        ? " **Busy machine**: others worked beside it; ratios of CPU time bear that, latencies and "
                                + "throughput do not."
                        : "");
    }
}
