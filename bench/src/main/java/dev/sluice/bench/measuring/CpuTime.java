package dev.sluice.bench.measuring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// CPU time, user and system, of a process with all its threads and children, those that ended too:
/// `/proc/<pid>/stat`, fields `utime`, `stime`, `cutime` and `cstime`, in steps of 10 ms (proc(5)).
public final class CpuTime {

    private static final long NANOS_PER_TICK = 10_000_000;
    private static final int UTIME = 11;
    private static final int CUTIME = 13;

    private CpuTime() {}

    /// What a process and the children that run have used until now.
    public static Duration of(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow(
                () -> new IllegalStateException("process " + pid + " is gone (expected: it runs)"));
        long ticks = withEndedChildren(Path.of("/proc/" + pid + "/stat"));
        ticks += process.descendants().mapToLong(child -> withEndedChildren(Path.of("/proc/" + child.pid() + "/stat")))
                .sum();
        return Duration.ofNanos(ticks * NANOS_PER_TICK);
    }

    /// What this process has used until now, without the children it started.
    static Duration ofThisOne() {
        return Duration.ofNanos(ticks(Path.of("/proc/self/stat")) * NANOS_PER_TICK);
    }

    /// Of a process by the names of its threads, numbers left out: what a pool of threads has used together.
    public static Map<String, Duration> byThread(long pid) throws IOException {
        Map<String, Duration> times = new TreeMap<>();
        try (var threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads) {
                times.merge(name(thread), Duration.ofNanos(ticks(thread.resolve("stat")) * NANOS_PER_TICK),
                        Duration::plus);
            }
        }
        return times;
    }

    private static String name(Path thread) throws IOException {
        try {
            return Files.readString(thread.resolve("comm")).strip().replaceAll("[-#0-9 ]+$", "");
        } catch (NoSuchFileException ended) {
            return "ended";
        }
    }

    private static long withEndedChildren(Path stat) {
        return sum(stat, UTIME, CUTIME);
    }

    private static long ticks(Path stat) {
        return sum(stat, UTIME);
    }

    /// Of pairs of fields, user and system. The name of a process may hold blanks and brackets; what follows its last
    /// bracket does not.
    private static long sum(Path stat, int... pairs) {
        try {
            String line = Files.readString(stat);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return Arrays.stream(pairs).mapToLong(at -> Long.parseLong(fields[at]) + Long.parseLong(fields[at + 1]))
                    .sum();
        } catch (IOException ended) {
            return 0;
        }
    }
}
