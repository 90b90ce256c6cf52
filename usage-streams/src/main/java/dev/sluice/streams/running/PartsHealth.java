package dev.sluice.streams.running;

import java.util.Map;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Says what this process waits for, one line per part.
public final class PartsHealth implements HealthIndicator {

    private final Parts parts;

    public PartsHealth(Parts parts) {
        this.parts = parts;
    }

    @Override
    public Health health() {
        Map<String, String> waits = parts.waitsFor();
        return (waits.isEmpty() ? Health.up() : Health.outOfService()).withDetail("waitsFor", waits).build();
    }
}
