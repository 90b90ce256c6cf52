package dev.sluice.bench.profiles;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

import dev.sluice.bench.measuring.CpuTime;

/// What the threads of a process have used between two looks.
final class Threads {

    private static final int SHOWN_MAX = 8;

    private Threads() {}

    /// What the compilers of a JVM have used until now.
    static Duration compilers(long pid) throws IOException {
        return CpuTime.byThread(pid).entrySet().stream().filter(thread -> thread.getKey().contains("Compiler"))
                .map(Map.Entry::getValue).reduce(Duration.ZERO, Duration::plus);
    }

    /// Microseconds per unit of work, the busiest threads first.
    static String perUnit(Map<String, Duration> before, Map<String, Duration> after, long units) {
        return after.entrySet().stream()
                .map(thread -> Map.entry(thread.getKey(), thread.getValue()
                        .minus(before.getOrDefault(thread.getKey(), Duration.ZERO)).toNanos() / 1e3 / units))
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())).limit(SHOWN_MAX)
                .map(thread -> thread.getKey() + " " + Table.number(thread.getValue()))
                .collect(Collectors.joining(", "));
    }
}
