package dev.sluice.streams.verifying;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How much was compared, and what differs: all of it counted, the first of it in words. Not thread-safe.
public final class Findings {

    /// Differences of one subject that are kept in words.
    public static final int TOLD_MAX = 20;

    private final Map<Subject, Long> compared = new EnumMap<>(Subject.class);
    private final Map<Subject, Long> different = new EnumMap<>(Subject.class);
    private final Map<Subject, List<String>> told = new EnumMap<>(Subject.class);

    void count(Subject subject) {
        compared.merge(subject, 1L, Long::sum);
    }

    void differs(Subject subject, String sentence) {
        different.merge(subject, 1L, Long::sum);
        List<String> sentences = told.computeIfAbsent(subject, _ -> new ArrayList<>());
        if (sentences.size() < TOLD_MAX) {
            sentences.add(sentence);
        }
    }

    void add(Findings others) {
        others.compared.forEach((subject, count) -> compared.merge(subject, count, Long::sum));
        others.different.forEach((subject, count) -> different.merge(subject, count, Long::sum));
        others.told.forEach((subject, sentences) -> told.computeIfAbsent(subject, _ -> new ArrayList<>())
                .addAll(sentences));
    }

    public long compared(Subject subject) {
        return compared.getOrDefault(subject, 0L);
    }

    public long different(Subject subject) {
        return different.getOrDefault(subject, 0L);
    }

    /// At most `TOLD_MAX` per partition.
    public List<String> told(Subject subject) {
        return List.copyOf(told.getOrDefault(subject, List.of()));
    }

    public boolean isClean() {
        return different.isEmpty();
    }
}
