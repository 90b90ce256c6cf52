package dev.sluice.streams.running;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Keeps the parts of this process running: opens Kafka's door first, then tends to each part once a second.
public final class Parts implements SmartLifecycle {

    private static final long TEND_MILLIS = 1_000;
    private static final long STOP_SECONDS_MAX = 30;
    private static final String DOOR = "kafka";

    private final Logger log = LoggerFactory.getLogger(Parts.class);
    private final KafkaDoor door;
    private final List<Part> parts;
    private final Consumer<String> refuse;
    private final AtomicReference<Door> state = new AtomicReference<>(Door.NOT_TRIED);
    private final ScheduledExecutorService tending = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("tending").factory());

    private enum Door {
        NOT_TRIED, CLOSED, OPEN, STOPPED
    }

    /// `refuse` ends the process with the sentence that it is given.
    public Parts(KafkaDoor door, List<Part> parts, Consumer<String> refuse) {
        this.door = door;
        this.parts = List.copyOf(parts);
        this.refuse = refuse;
    }

    @Override
    public void start() {
        state.set(Door.CLOSED);
        var _ = tending.scheduleWithFixedDelay(this::tend, 0, TEND_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tend() {
        try {
            if (state.get() == Door.CLOSED) {
                door.open();
                state.compareAndSet(Door.CLOSED, Door.OPEN);
            }
            parts.forEach(this::tend);
        } catch (KafkaException away) {
            log.atWarn().addKeyValue("kafka", door.bootstrapServers()).addKeyValue("cause", away.toString())
                    .log("kafka is away or not ready");
        } catch (IllegalStateException mismatch) {
            refuse.accept(String.valueOf(mismatch.getMessage()));
        } catch (RuntimeException unexpected) {
            log.atError().setCause(unexpected).log("kafka's door stays closed");
        }
    }

    private void tend(Part part) {
        try {
            part.tend();
        } catch (RuntimeException failure) {
            log.atError().addKeyValue("part", part.name()).setCause(failure).log("part failed and is tried again");
        }
    }

    @Override
    public void stop() {
        state.set(Door.STOPPED);
        tending.shutdown();
        try {
            if (!tending.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                log.atWarn().log("a part did not start in time and is stopped all the same");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        parts.reversed().forEach(Part::stop);
    }

    @Override
    public boolean isRunning() {
        return state.get() == Door.CLOSED || state.get() == Door.OPEN;
    }

    /// What each part waits for, by name; empty when everything works.
    public Map<String, String> waitsFor() {
        Map<String, String> waits = new LinkedHashMap<>();
        if (state.get() != Door.OPEN) {
            waits.put(DOOR, "Kafka at " + door.bootstrapServers());
        }
        parts.forEach(part -> part.waitsFor().ifPresent(what -> waits.put(part.name(), what)));
        return waits;
    }
}
