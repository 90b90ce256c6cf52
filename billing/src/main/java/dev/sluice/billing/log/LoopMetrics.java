package dev.sluice.billing.log;

import java.util.List;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/// `billing.loop.waiting{loop}`: 1 while a loop waits for something, 0 while it follows the log.
@Component
class LoopMetrics implements MeterBinder {

    private final List<Loop> loops;

    LoopMetrics(List<Loop> loops) {
        this.loops = List.copyOf(loops);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Loop loop : loops) {
            Gauge.builder("billing.loop.waiting", loop, one -> one.waitingFor() == null ? 0 : 1)
                    .tag("loop", loop.name()).register(registry);
        }
    }
}
