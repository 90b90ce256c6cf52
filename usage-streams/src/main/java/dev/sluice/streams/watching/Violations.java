package dev.sluice.streams.watching;

import java.util.EnumMap;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts violations and says the first of each kind in the log, with opaque ids only.
final class Violations {

    /// Of one invariant in the life of the process: the counter goes on.
    private static final int SAID_MAX = 20;

    private final Logger log = LoggerFactory.getLogger(Violations.class);
    private final Map<Invariant, Counter> counters = new EnumMap<>(Invariant.class);

    Violations(MeterRegistry registry) {
        for (Invariant invariant : Invariant.values()) {
            counters.put(invariant, Counter.builder("streams.invariant.violations")
                    .description("violations found of an invariant of metering §6; anything but 0 is a fault")
                    .tag("invariant", invariant.name()).register(registry));
        }
    }

    void found(Invariant invariant, String sentence) {
        Counter counter = counters.get(invariant);
        if (counter == null) {
            return;
        }
        counter.increment();
        if (counter.count() <= SAID_MAX) {
            log.atError().addKeyValue("invariant", invariant).log(sentence);
        }
    }

    long count(Invariant invariant) {
        Counter counter = counters.get(invariant);
        return counter == null ? 0 : (long) counter.count();
    }
}
