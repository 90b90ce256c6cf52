package dev.sluice.quickstart.journeys;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import dev.sluice.quickstart.journeys.Load.Manner;

/// Why clients could not read answers to their ends, counted by reason.
final class Breaks {

    private final ConcurrentHashMap<String, LongAdder> reasons = new ConcurrentHashMap<>();

    void add(Manner manner, IOException broken) {
        reasons.computeIfAbsent(manner + " " + broken, _ -> new LongAdder()).increment();
    }

    void print() {
        reasons.forEach((reason, count) -> IO.println("  broken, " + count + " ×: " + reason));
    }
}
