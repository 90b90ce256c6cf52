package dev.sluice.streams.serving;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/// How far Redis is behind the log, and how often it had to be rebuilt.
public final class ServingMeters {

    private final InstantSource clock;
    private final Timer lag;
    private final Counter rebuilds;
    private final Counter views;
    private final Counter swept;

    public ServingMeters(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        lag = Timer.builder("streams.serving.lag").description("event in the log until its view is in Redis")
                .publishPercentiles(0.5, 0.99).register(registry);
        rebuilds = registry.counter("streams.serving.rebuilds");
        views = registry.counter("streams.serving.records");
        swept = registry.counter("streams.serving.swept");
    }

    void applied(int records, Instant oldest) {
        views.increment(records);
        lag.record(Math.max(0, Duration.between(oldest, clock.instant()).toNanos()), TimeUnit.NANOSECONDS);
    }

    void rebuilding() {
        rebuilds.increment();
    }

    void swept(long entries) {
        swept.increment(entries);
    }
}
