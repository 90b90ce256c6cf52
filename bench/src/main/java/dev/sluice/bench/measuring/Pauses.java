package dev.sluice.bench.measuring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The stops of a JVM for collecting garbage, from its log (`-Xlog:gc:file=…`).
///
/// @param young
///            milliseconds of each, full collections left out: those were asked for by the measurement
public record Pauses(List<Double> young) {

    private static final Pattern YOUNG = Pattern.compile("Pause Young.* (\\d+\\.\\d+)ms");

    public Pauses {
        young = young.stream().sorted().toList();
    }

    public static Pauses read(Path log) throws IOException {
        return new Pauses(YOUNG.matcher(Files.readString(log)).results().map(Pauses::millis).toList());
    }

    private static double millis(MatchResult pause) {
        return Double.parseDouble(pause.group(1));
    }

    public double max() {
        return young.isEmpty() ? 0 : young.getLast();
    }

    public double median() {
        return young.isEmpty() ? 0 : young.get(young.size() / 2);
    }
}
