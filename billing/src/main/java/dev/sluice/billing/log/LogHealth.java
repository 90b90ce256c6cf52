package dev.sluice.billing.log;

import java.util.List;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Component `log` of health: what each loop waits for. Ready once every loop was ready; a later outage of
/// Kafka is told but takes nobody out, because reads go on.
@Component("log")
class LogHealth implements HealthIndicator {

    private final List<Loop> loops;

    LogHealth(List<Loop> loops) {
        this.loops = List.copyOf(loops);
    }

    @Override
    public Health health() {
        Health.Builder health = loops.stream().allMatch(Loop::wasReady) ? Health.up() : Health.outOfService();
        for (Loop loop : loops) {
            String waitingFor = loop.waitingFor();
            health.withDetail(loop.name(), waitingFor == null ? "follows the log" : "waits for " + waitingFor);
        }
        return health.build();
    }
}
