package dev.sluice.quickstart.journeys;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Durations measured in a journey. What they were is printed, with `figure:` before it; what is asserted of
/// them is generous, because the machine may be busy.
record Figures(String what, Collection<Duration> measured) {

    private static final double MEDIAN = 0.5;
    private static final double MOST = 0.9;
    private static final double NEARLY_ALL = 0.99;

    /// None yet; safe for many threads.
    static Figures of(String what) {
        return new Figures(what, new ConcurrentLinkedQueue<>());
    }

    void add(Duration one) {
        measured.add(one);
    }

    Duration max() {
        return quantile(1);
    }

    Duration median() {
        return quantile(MEDIAN);
    }

    /// What nine of ten took at most: a machine that stands still for a second or two spoils the rest.
    Duration most() {
        return quantile(MOST);
    }

    void print() {
        print(String.format(Locale.ROOT, "%s: p50 %d ms, p99 %d ms, max %d ms of %d", what,
                quantile(MEDIAN).toMillis(), quantile(NEARLY_ALL).toMillis(), max().toMillis(), measured.size()));
    }

    static void print(String line) {
        System.out.println("figure: " + line);
    }

    private Duration quantile(double share) {
        List<Duration> sorted = measured.stream().sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }
}
