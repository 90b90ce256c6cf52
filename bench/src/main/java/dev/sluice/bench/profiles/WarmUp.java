package dev.sluice.bench.profiles;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;

import dev.sluice.bench.load.Run;
import dev.sluice.bench.measuring.Ledger;

/// Lets a load run until a unit of its work costs the contestant the same slice after slice and its compilers
/// rest.
final class WarmUp {

    private static final Duration SLICE = Duration.ofSeconds(2);
    private static final int STEADY_SLICES = 4;
    private static final double SPREAD_MAX = 1.15;
    /// Part of what a JVM uses that its compilers may have.
    private static final double COMPILING_MAX = 0.1;

    private final Course course;
    private final Faults faults;
    private final Duration most;

    WarmUp(Course course, Faults faults, Duration most) {
        this.course = course;
        this.faults = faults;
        this.most = most;
    }

    /// What a load has done until now.
    @FunctionalInterface
    interface Work {
        long of(Run run);
    }

    /// One look.
    ///
    /// @param micros
    ///            of the contestant's CPU per unit of work
    /// @param compiling
    ///            of these
    record Slice(double micros, double compiling) {
        boolean compiles() {
            return compiling > micros * COMPILING_MAX;
        }
    }

    /// Returns once it is steady, or as not warm after the longest time. The load goes on.
    void await(String where, String contestant, Run run, Work work) throws IOException, InterruptedException {
        List<Slice> slices = new ArrayList<>();
        while (!isSteady(slices)) {
            if (SLICE.multipliedBy(slices.size()).compareTo(most) >= 0) {
                faults.add(where, contestant + " is not warm after " + most.toSeconds() + " s: µs per unit "
                        + text(slices) + " (expected: " + STEADY_SLICES + " in a row within " + SPREAD_MAX
                        + "×, compilers " + COMPILING_MAX + " of it)");
                return;
            }
            slices.add(slice(contestant, run, work));
        }
        System.out.println(where + ": " + contestant + " is warm, µs per unit " + text(slices));
    }

    private Slice slice(String contestant, Run run, Work work) throws IOException, InterruptedException {
        long pid = course.running(contestant).pid();
        Ledger ledger = course.ledger();
        Duration compiled = Threads.compilers(pid);
        long before = work.of(run);
        Waiting.pause(SLICE);
        long units = Math.max(1, work.of(run) - before);
        return new Slice(ledger.spent().microsPer(contestant, units),
                Threads.compilers(pid).minus(compiled).toNanos() / 1e3 / units);
    }

    static boolean isSteady(List<Slice> slices) {
        if (slices.size() < STEADY_SLICES) {
            return false;
        }
        List<Slice> last = slices.subList(slices.size() - STEADY_SLICES, slices.size());
        DoubleSummaryStatistics micros = last.stream().mapToDouble(Slice::micros).summaryStatistics();
        return micros.getMax() <= micros.getMin() * SPREAD_MAX && last.stream().noneMatch(Slice::compiles);
    }

    private static String text(List<Slice> slices) {
        return slices.stream().map(slice -> Table.number(slice.micros)).collect(Collectors.joining(" "));
    }
}
