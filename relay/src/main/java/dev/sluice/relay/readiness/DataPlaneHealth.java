package dev.sluice.relay.readiness;

import java.util.List;
import java.util.function.BooleanSupplier;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/// Says whether this relay may be sent requests, and names everything that it still waits for.
public final class DataPlaneHealth implements HealthIndicator {

    private final List<Precondition> preconditions;
    private final List<Obstacle> obstacles;
    private final BooleanSupplier serving;

    /// `serving` is whether the listener takes new requests.
    public DataPlaneHealth(List<Precondition> preconditions, List<Obstacle> obstacles, BooleanSupplier serving) {
        this.preconditions = List.copyOf(preconditions);
        this.obstacles = List.copyOf(obstacles);
        this.serving = serving;
    }

    @Override
    public Health health() {
        if (!serving.getAsBoolean()) {
            return Health.status(Status.OUT_OF_SERVICE).withDetail("listener", "draining or not started").build();
        }
        Health.Builder health = Health.up();
        for (Precondition precondition : preconditions) {
            if (precondition.isMet()) {
                health.withDetail(precondition.name(), "ok");
            } else {
                health.outOfService().withDetail(precondition.name(), "waits for " + precondition.waitsFor());
            }
        }
        for (Obstacle obstacle : obstacles) {
            obstacle.present().ifPresent(
                    sentence -> health.outOfService().withDetail(obstacle.name(), sentence));
        }
        return health.build();
    }
}
