package dev.sluice.streams.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/// Many seeds, as fast as the machine goes, up to the first that shows something wrong.
///
/// @param scenarioOf
///            what each seed is about
record Campaign(long first, long count, LongFunction<Scenario> scenarioOf) {

    private static final int SEEDS_PER_STEP = 250;

    /// What the seeds that were run add up to.
    ///
    /// @param late
    ///            seeds in which class L of metering §5 came up
    /// @param worstOverspend
    ///            of the seeds without it, micro-dollars
    /// @param broken
    ///            the first seed that shows something wrong
    record Result(long seeds, long asked, long served, long refused, long unknown, long late, long worstOverspend,
            Duration took, Optional<Simulation.Report> broken) {

        private static Result none() {
            return new Result(0, 0, 0, 0, 0, 0, 0, Duration.ZERO, Optional.empty());
        }

        private Result plus(List<Simulation.Report> reports, Duration soFar) {
            return new Result(seeds + reports.size(), asked + sum(reports, Simulation.Report::asked),
                    served + sum(reports, Simulation.Report::served),
                    refused + sum(reports, Simulation.Report::refused),
                    unknown + sum(reports, Simulation.Report::unknown),
                    late + reports.stream().filter(Simulation.Report::late).count(),
                    Math.max(worstOverspend, reports.stream().filter(report -> !report.late())
                            .mapToLong(Simulation.Report::worstOverspend).max().orElse(0)),
                    soFar, broken.or(() -> reports.stream().filter(Simulation.Report::isBroken).findFirst()));
        }

        private static long sum(List<Simulation.Report> reports,
                ToLongFunction<Simulation.Report> of) {
            return reports.stream().mapToLong(of).sum();
        }

        double seedsPerSecond() {
            return seeds * 1e9 / Math.max(1, took.toNanos());
        }
    }

    /// Runs them; `progress` is told after every few hundred.
    Result run(Consumer<Result> progress) {
        long begun = System.nanoTime();
        Result result = Result.none();
        while (result.seeds() < count && result.broken().isEmpty()) {
            long from = first + result.seeds();
            List<Simulation.Report> reports = LongStream
                    .range(from, from + Math.min(SEEDS_PER_STEP, count - result.seeds())).parallel()
                    .mapToObj(seed -> Simulation.run(scenarioOf.apply(seed))).toList();
            result = result.plus(reports, Duration.ofNanos(System.nanoTime() - begun));
            progress.accept(result);
        }
        return result;
    }
}
