package dev.sluice.streams.simulation;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `./sluice simulate`: the simulator on the command line. Exit code 0: every rule held, or every mutant was caught;
/// 1: not; 2: asked wrongly.
final class SimulationCommand {

    static final int HELD = 0;
    static final int BROKEN = 1;
    static final int USAGE = 2;

    private static final String USES = "simulate [--seeds N] [--from S] [--mutant NAME] | simulate --mutants";
    private static final long SEEDS = 10_000;
    private static final long SEEDS_OF_A_MUTANT_MAX = 1_000;

    private final PrintStream out;
    private final PrintStream err;

    SimulationCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(new SimulationCommand(out, err).run(List.of(args)));
    }

    int run(List<String> words) {
        if (words.equals(List.of("--mutants"))) {
            return mutants();
        }
        long seeds = SEEDS;
        long from = 0;
        Optional<Mutant> mutant = Optional.empty();
        Deque<String> rest = new ArrayDeque<>(words);
        try {
            while (!rest.isEmpty()) {
                switch (rest.removeFirst()) {
                    case "--seeds" -> seeds = Long.parseLong(rest.removeFirst());
                    case "--from" -> from = Long.parseLong(rest.removeFirst());
                    case "--mutant" -> mutant = Optional.of(Mutant.valueOf(rest.removeFirst()));
                    default -> throw new IllegalArgumentException("no option of simulate");
                }
            }
        } catch (RuntimeException malformed) {
            err.println("simulate " + String.join(" ", words) + " (expected: " + USES + ")");
            return USAGE;
        }
        return seeds(from, seeds, mutant);
    }

    private int seeds(long from, long seeds, Optional<Mutant> mutant) {
        Campaign.Result result = new Campaign(from, seeds,
                seed -> mutant.map(rule -> Scenario.of(seed, rule)).orElseGet(() -> Scenario.of(seed)))
                .run(soFar -> err.printf(Locale.ROOT, "%,d of %,d seeds, %,.0f a second%n", soFar.seeds(), seeds,
                        soFar.seedsPerSecond()));
        out.printf(Locale.ROOT, "%,d seeds from %d in %.1f s (%,.0f a minute)%s%n", result.seeds(), from,
                result.took().toMillis() / 1e3, result.seedsPerSecond() * 60,
                mutant.map(rule -> ", without the rule " + rule).orElse(""));
        out.printf(Locale.ROOT, "  %,d asked, %,d served, %,d refused, %,d unknown%n", result.asked(), result.served(),
                result.refused(), result.unknown());
        out.printf(Locale.ROOT, "  worst overspend $%.6f; a journal came back late (class L) in %,d seeds%n",
                result.worstOverspend() / 1e6, result.late());
        if (result.broken().isEmpty()) {
            out.println("0 violations.");
            return HELD;
        }
        Simulation.Report broken = result.broken().get();
        out.println("seed " + broken.seed() + " violates " + broken.violations());
        out.println("again: ./sluice simulate --seeds 1 --from " + broken.seed()
                + mutant.map(rule -> " --mutant " + rule).orElse(""));
        return BROKEN;
    }

    private int mutants() {
        int missed = 0;
        for (Mutant mutant : Mutant.values()) {
            Optional<Simulation.Report> caught = mutant.caughtIn(SEEDS_OF_A_MUTANT_MAX);
            missed += caught.isEmpty() ? 1 : 0;
            out.printf(Locale.ROOT, "%-34s %s%n", mutant, caught
                    .map(report -> "caught by seed " + report.seed() + ": " + String.join("; ", report.violations()))
                    .orElse("NOT CAUGHT"));
        }
        out.println(missed == 0 ? "Every mutant is caught." : missed + " mutants are not caught.");
        return missed == 0 ? HELD : BROKEN;
    }
}
