package dev.sluice.bench.profiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// The table a run ends in. Smaller is better in every row that has a bound, unless it says `atLeast`.
final class Table {

    /// What a figure must reach.
    record Bound(double hold, double aim, boolean atLeast) {

        static Bound atMost(double hold, double aim) {
            return new Bound(hold, aim, false);
        }

        static Bound atLeast(double hold, double aim) {
            return new Bound(hold, aim, true);
        }

        String verdict(double figure) {
            if (reaches(figure, aim)) {
                return "aim";
            }
            return reaches(figure, hold) ? "holds" : "**missed**";
        }

        private boolean reaches(double figure, double goal) {
            return atLeast ? figure >= goal : figure <= goal;
        }

        String text() {
            return (atLeast ? "≥ " : "≤ ") + number(hold) + " / " + number(aim);
        }
    }

    private final List<String> judged = new ArrayList<>();
    private final List<String> details = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    /// A row of the numbers to hold.
    void judge(String what, double figure, String unit, Bound bound, String remark) {
        String line = "| " + what + " | " + number(figure) + unit + " | " + bound.text() + unit + " | "
                + bound.verdict(figure) + " | " + remark + " |";
        System.out.println(line);
        judged.add(line);
    }

    /// A figure beside them.
    void detail(String what, String figures) {
        String line = "| " + what + " | " + figures + " |";
        System.out.println(line);
        details.add(line);
    }

    /// A profile that this run does not measure.
    void leftOut(String profile) {
        leftOut.add(profile);
    }

    static String number(@Nullable Double figure) {
        if (figure == null) {
            return "–";
        }
        String format = Math.abs(figure) >= 100 ? "%,.0f" : Math.abs(figure) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, figure);
    }

    String markdown() {
        return "| what | measured | hold / aim | verdict | remark |\n|---|---|---|---|---|\n"
                + String.join("\n", judged) + "\n\n| behind it | figures |\n|---|---|\n" + String.join("\n", details)
                + "\n" + (leftOut.isEmpty() ? "" : "\nNot measured: " + String.join(", ", leftOut) + ".\n");
    }
}
