package dev.sluice.bench.profiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.sluice.bench.load.Tally;
import dev.sluice.bench.measuring.Spent;

/// Why the figures of a run may not be recorded: what went wrong, where, how much, and what was expected.
final class Faults {

    /// Part of the machine that others may use while something is measured.
    static final double OTHERS_MAX = 0.05;
    /// Part of the machine that its host may take away.
    static final double HOST_MAX = 0.05;
    /// Part of the machine that may lie idle while it is to be saturated.
    static final double IDLE_MAX = 0.15;
    /// Part of the time that the generator's one thread, or each core of the provider, may be at work.
    static final double SUPPORT_MAX = 0.95;
    /// Below this part of what the plain proxy does, a throughput says that something stands still.
    static final double THROUGHPUT_MIN = 0.02;

    private final List<String> found = new ArrayList<>();

    List<String> found() {
        return List.copyOf(found);
    }

    void add(String where, String what) {
        String sentence = where + ": " + what;
        System.out.println("FAULT " + sentence);
        found.add(sentence);
    }

    /// Nothing may have been refused, cut or lost.
    void answers(String where, Tally tally) {
        if (tally.failed() > 0 || tally.broken() > 0 || tally.requests() == 0) {
            add(where, tally.failed() + " answers other than 200 and " + tally.broken() + " broken ones beside "
                    + tally.requests() + " good ones (expected: only good ones)");
        }
    }

    /// Nobody else may have worked.
    void quiet(String where, Spent spent) {
        most(where, "other processes used", spent.others(), OTHERS_MAX);
        most(where, "the machine's host took", spent.takenByHost(), HOST_MAX);
    }

    /// Whether [#quiet] would find something.
    static boolean disturbed(Spent spent) {
        return spent.others() > OTHERS_MAX || spent.takenByHost() > HOST_MAX;
    }

    /// What is in between must be what limits the throughput.
    void saturated(String where, Spent spent) {
        most(where, "nobody used", spent.idle(), IDLE_MAX);
        double seconds = spent.elapsed().toNanos() / 1e9;
        double generator = spent.microsPer(Course.GENERATOR, 1) / 1e6 / seconds;
        if (generator > SUPPORT_MAX) {
            add(where, "the generator is the bottleneck: its thread worked " + percent(generator)
                    + " of the time (expected: <= " + percent(SUPPORT_MAX) + ")");
        }
        double provider = spent.microsPer(Course.PROVIDER, 1) / 1e6 / seconds / spent.cores();
        if (provider > SUPPORT_MAX) {
            add(where, "the provider is the bottleneck: it worked " + percent(provider) + " of the time (expected: <= "
                    + percent(SUPPORT_MAX) + ")");
        }
    }

    /// `theirs` is the plain proxy's.
    void throughput(String where, double ours, double theirs) {
        if (ours < theirs * THROUGHPUT_MIN) {
            add(where, "%,.0f requests a second against %,.0f of the plain proxy (expected: >= %s of it)"
                    .formatted(ours, theirs, percent(THROUGHPUT_MIN)));
        }
    }

    private void most(String where, String who, double part, double most) {
        if (part > most) {
            add(where, who + " " + percent(part) + " of the machine (expected: <= " + percent(most) + ")");
        }
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", part * 100);
    }
}
