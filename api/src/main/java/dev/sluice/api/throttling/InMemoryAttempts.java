package dev.sluice.api.throttling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// Counters of this process, the newest 100,000: what counts while Redis is away.
final class InMemoryAttempts implements Attempts {

    private static final int COUNTERS_MAX = 100_000;

    private final InstantSource clock;
    private final Map<String, Counter> counters = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Counter> eldest) {
            return size() > COUNTERS_MAX;
        }
    };

    InMemoryAttempts(InstantSource clock) {
        this.clock = clock;
    }

    private record Counter(long number, Instant end) {}

    @Override
    public synchronized Count add(String name, Duration window) {
        Counter old = living(name);
        Counter next = old == null
                ? new Counter(1, clock.instant().plus(window))
                : new Counter(old.number() + 1, old.end());
        counters.put(name, next);
        return count(next);
    }

    @Override
    public synchronized Count look(String name) {
        Counter counter = living(name);
        return counter == null ? Count.NONE : count(counter);
    }

    @Override
    public synchronized boolean mark(String name, Duration lifetime) {
        return living(name) == null && add(name, lifetime).number() == 1;
    }

    @Override
    public synchronized Duration marked(String name) {
        return look(name).untilReset();
    }

    @Override
    public synchronized void forget(String name) {
        counters.remove(name);
    }

    private @Nullable Counter living(String name) {
        Counter counter = counters.get(name);
        if (counter != null && !clock.instant().isBefore(counter.end())) {
            counters.remove(name);
            return null;
        }
        return counter;
    }

    private Count count(Counter counter) {
        return new Count(counter.number(), Duration.between(clock.instant(), counter.end()));
    }
}
