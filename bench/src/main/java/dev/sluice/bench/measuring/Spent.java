package dev.sluice.bench.measuring;

import java.time.Duration;
import java.util.Map;

/// CPU time of a stretch of a run.
///
/// @param cores
///            that everybody shares
/// @param elapsed
///            wall time
/// @param processes
///            what each process of the run used, user and system, threads and children included
/// @param busy
///            what everybody on the machine used, the run included
/// @param stolen
///            what the machine's host took away
public record Spent(int cores, Duration elapsed, Map<String, Duration> processes, Duration busy, Duration stolen) {

    public Spent {
        processes = Map.copyOf(processes);
    }

    /// Microseconds of one process per unit of work; 0 for one that did not run.
    public double microsPer(String process, long units) {
        return processes.getOrDefault(process, Duration.ZERO).toNanos() / 1e3 / units;
    }

    /// Part of the machine that one process used; 0 for one that did not run.
    public double part(String process) {
        return part(processes.getOrDefault(process, Duration.ZERO));
    }

    /// Part of the machine that processes outside the run used.
    public double others() {
        Duration ours = processes.values().stream().reduce(Duration.ZERO, Duration::plus);
        return part(busy.minus(ours));
    }

    /// Part of the machine that nobody used.
    public double idle() {
        return 1 - part(busy) - part(stolen);
    }

    /// Part of the machine that its host took away.
    public double takenByHost() {
        return part(stolen);
    }

    private double part(Duration time) {
        return Math.max(0, (double) time.toNanos() / elapsed.toNanos() / cores);
    }
}
