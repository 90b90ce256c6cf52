package dev.sluice.streams.simulation;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// Virtual time in microseconds, everything that is going to happen, and the dice. A seed gives one history.
final class Timeline {

    private record Step(long at, long order, Runnable action) implements Comparable<Step> {

        @Override
        public int compareTo(Step other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    private static final double MICROS = 1_000_000;

    private final PriorityQueue<Step> steps = new PriorityQueue<>();
    private final SplittableRandom random;
    private long now;
    private long order;

    Timeline(long seed) {
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 1);
    }

    /// Seconds since the start.
    double now() {
        return now / MICROS;
    }

    long millis() {
        return now / 1_000;
    }

    void in(double seconds, Runnable action) {
        steps.add(new Step(now + (long) (seconds * MICROS), order++, action));
    }

    void run(double untilSeconds) {
        for (Step step = steps.poll(); step != null && step.at <= untilSeconds * MICROS; step = steps.poll()) {
            now = step.at;
            step.action.run();
        }
    }

    double between(double from, double to) {
        return from + random.nextDouble() * (to - from);
    }

    int between(int from, int to) {
        return random.nextInt(from, to + 1);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    int index(int size) {
        return random.nextInt(size);
    }
}
