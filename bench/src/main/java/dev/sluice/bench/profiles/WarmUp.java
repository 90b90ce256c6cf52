package dev.sluice.bench.profiles;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

import dev.sluice.bench.load.Run;
import dev.sluice.bench.measuring.Ledger;

/// Lets a load run until a unit of its work costs the contestant the same slice after slice: until then a JVM
/// still compiles.
final class WarmUp {

    private static final Duration SLICE = Duration.ofSeconds(2);
    private static final int STEADY_SLICES = 4;
    private static final double SPREAD_MAX = 1.15;

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

    /// Returns once it is steady, or as not warm after the longest time. The load goes on.
    void await(String where, String contestant, Run run, Work work) throws InterruptedException {
        List<Double> micros = new ArrayList<>();
        while (!isSteady(micros)) {
            if (SLICE.multipliedBy(micros.size()).compareTo(most) >= 0) {
                faults.add(where, contestant + " is not warm after " + most.toSeconds() + " s: µs per unit "
                        + text(micros) + " (expected: " + STEADY_SLICES + " in a row within " + SPREAD_MAX + "×)");
                return;
            }
            Ledger ledger = course.ledger();
            long before = work.of(run);
            Waiting.pause(SLICE);
            micros.add(ledger.spent().microsPer(contestant, Math.max(1, work.of(run) - before)));
        }
        System.out.println(where + ": " + contestant + " is warm, µs per unit " + text(micros));
    }

    static boolean isSteady(List<Double> micros) {
        if (micros.size() < STEADY_SLICES) {
            return false;
        }
        List<Double> last = micros.subList(micros.size() - STEADY_SLICES, micros.size());
        return Collections.max(last) <= Collections.min(last) * SPREAD_MAX;
    }

    private static String text(List<Double> micros) {
        return micros.stream().map(Table::number).collect(Collectors.joining(" "));
    }
}
