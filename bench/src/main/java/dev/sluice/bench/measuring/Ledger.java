package dev.sluice.bench.measuring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/// Who used the machine since a look: the processes of the run from `/proc/<pid>/stat`, everybody from
/// `/proc/stat` (proc(5), in steps of 10 ms).
public final class Ledger {

    private static final long NANOS_PER_TICK = 10_000_000;
    private static final int USER = 1;
    private static final int NICE = 2;
    private static final int SYSTEM = 3;
    private static final int IRQ = 6;
    private static final int SOFTIRQ = 7;
    private static final int STEAL = 8;

    private final Map<String, Long> pids;
    private final Map<String, Duration> before;
    private final String machineBefore;
    private final long startedNanos;

    private Ledger(Map<String, Long> pids) {
        this.pids = Map.copyOf(pids);
        this.before = times(pids);
        this.machineBefore = machine();
        this.startedNanos = System.nanoTime();
    }

    /// Looks now at these processes, by their names.
    public static Ledger of(Map<String, Long> pids) {
        return new Ledger(pids);
    }

    /// What was used until now.
    public Spent spent() {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
        Map<String, Duration> used = times(pids).entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                now -> now.getValue().minus(before.getOrDefault(now.getKey(), Duration.ZERO))));
        return spent(machineBefore, machine(), elapsed, used);
    }

    /// `before` and `after` are the texts of `/proc/stat`.
    static Spent spent(String before, String after, Duration elapsed, Map<String, Duration> processes) {
        int cores = (int) after.lines().filter(line -> line.matches("cpu\\d+ .*")).count();
        long busy = 0;
        for (int field : new int[]{USER, NICE, SYSTEM, IRQ, SOFTIRQ}) {
            busy += field(after, field) - field(before, field);
        }
        long stolen = field(after, STEAL) - field(before, STEAL);
        return new Spent(cores, elapsed, processes, Duration.ofNanos(busy * NANOS_PER_TICK),
                Duration.ofNanos(stolen * NANOS_PER_TICK));
    }

    /// Of the first line, which counts all cores together.
    private static long field(String stat, int field) {
        return Long.parseLong(stat.lines().findFirst().orElseThrow().split(" +", -1)[field]);
    }

    /// This process started all the others: its own time alone counts for it.
    private static Map<String, Duration> times(Map<String, Long> pids) {
        return pids.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                each -> each.getValue() == ProcessHandle.current().pid()
                        ? CpuTime.ofThisOne()
                        : CpuTime.of(each.getValue())));
    }

    private static String machine() {
        try {
            return Files.readString(Path.of("/proc/stat"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
