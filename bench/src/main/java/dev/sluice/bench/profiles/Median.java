package dev.sluice.bench.profiles;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// The middle of what several turns showed.
final class Median {

    /// One number of a turn.
    @FunctionalInterface
    interface Figure<T> extends ToDoubleFunction<T> {}

    private Median() {}

    static <T> double of(List<T> turns, Figure<T> figure) {
        return middle(turns.stream().mapToDouble(figure).sorted().toArray());
    }

    /// The middle of the ratios turn by turn, so that a machine that changes its speed changes both sides.
    static <T> double ratio(List<T> ours, List<T> theirs, Figure<T> figure) {
        return middle(IntStream.range(0, Math.min(ours.size(), theirs.size()))
                .mapToDouble(i -> figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(theirs.get(i))).sorted()
                .toArray());
    }

    private static double middle(double[] sorted) {
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
