package dev.sluice.bench.accounts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import dev.sluice.bench.load.Tally;
import dev.sluice.bench.measuring.Spent;

/// What one part measured: a row for each figure with what it has to hold, and why the run is not valid.
final class Report {

    /// Part of the machine that others, or its host, may use while something is measured.
    private static final double DISTURBED_MAX = 0.05;
    private static final double MEGA = 1024.0 * 1024;
    private static final double PERCENT = 100;
    private static final double MEDIAN = 50;
    private static final double NINETY_NINE = 99;

    private final List<String> rows = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    /// Milliseconds to hold; null for none.
    record Millis(@Nullable Double median, double ninetyNine) {}

    /// Requests at a rate. Answers other than good ones make the run invalid.
    void rate(String what, int perSecond, Tally tally, Millis hold) {
        String name = what + ", " + perSecond + "/s";
        times(name, tally.latency(), hold);
        detail(name, "%d answered, %d refused, %d broken".formatted(tally.requests(), tally.failed(), tally.broken()));
        if (tally.failed() > 0 || tally.broken() > 0 || tally.requests() == 0) {
            fault(name + ": not only good answers");
        }
    }

    /// Median, 99th percentile and longest of some nanoseconds.
    void times(String what, Histogram nanos, Millis hold) {
        held(what + ": p50", millis(nanos, MEDIAN), hold.median(), " ms");
        held(what + ": p99", millis(nanos, NINETY_NINE), hold.ninetyNine(), " ms");
        detail(what + ": longest of " + nanos.getTotalCount(), number(millis(nanos, PERCENT)) + " ms");
    }

    /// Who used the machine beside wall times.
    void spent(String what, Spent spent, long units) {
        Map<String, Double> micros = new TreeMap<>();
        spent.processes().keySet().forEach(name -> micros.put(name, spent.microsPer(name, units)));
        detail(what + ", CPU per request", micros(micros));
        detail(what + ", of the machine", "others %.0f %%, host %.0f %%, nobody %.0f %%".formatted(
                spent.others() * PERCENT, spent.takenByHost() * PERCENT, spent.idle() * PERCENT));
        if (spent.others() > DISTURBED_MAX || spent.takenByHost() > DISTURBED_MAX) {
            fault(what + ": others or the host used the machine");
        }
    }

    static String micros(Map<String, Double> micros) {
        return micros.entrySet().stream().map(each -> "%s %.0f µs".formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
    }

    void seconds(String what, double seconds, @Nullable Double hold) {
        held(what, seconds, hold, " s");
    }

    void bytes(String what, long bytes, @Nullable Double holdMega) {
        held(what, bytes / MEGA, holdMega, " MB");
    }

    /// What must be exactly so.
    void exactly(String what, long seen, long wanted) {
        row(what, Long.toString(seen), Long.toString(wanted), seen == wanted ? "holds" : "**missed**");
    }

    void detail(String what, String figures) {
        row(what, figures, "", "");
    }

    void fault(String sentence) {
        System.out.println("FAULT " + sentence);
        faults.add(sentence);
    }

    /// Why this must not be recorded; empty when it may.
    List<String> faults() {
        return List.copyOf(faults);
    }

    String markdown() {
        return "| what | measured | hold | verdict |\n|---|---|---|---|\n" + String.join("\n", rows) + "\n";
    }

    private void held(String what, double figure, @Nullable Double hold, String unit) {
        row(what, number(figure) + unit, hold == null ? "" : "≤ " + number(hold) + unit,
                hold == null ? "" : figure <= hold ? "holds" : "**missed**");
    }

    private void row(String what, String figure, String hold, String verdict) {
        String line = "| " + String.join(" | ", what, figure, hold, verdict) + " |";
        System.out.println(line);
        rows.add(line);
    }

    private static String number(double figure) {
        return String.format(Locale.ROOT, figure >= 100 ? "%.0f" : "%.1f", figure);
    }

    private static double millis(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
