package dev.sluice.streams.running;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A part that does a short piece of work again and again on a thread of its own. Work that fails is logged
/// and done again at the next beat.
public final class Beat implements Part {

    private static final long STOP_SECONDS_MAX = 10;

    private final Logger log = LoggerFactory.getLogger(Beat.class);
    private final String name;
    private final Duration interval;
    private final Runnable work;
    private final Runnable end;
    private final AtomicBoolean started = new AtomicBoolean();
    private final ScheduledExecutorService thread;
    private volatile Optional<String> failure = Optional.empty();

    /// `end` runs after the last beat and gives back what the work holds.
    public Beat(String name, Duration interval, Runnable work, Runnable end) {
        this.name = name;
        this.interval = interval;
        this.work = work;
        this.end = end;
        this.thread = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name(name).factory());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void tend() {
        if (started.compareAndSet(false, true)) {
            var _ = thread.scheduleWithFixedDelay(this::beat, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void beat() {
        try {
            work.run();
            failure = Optional.empty();
        } catch (RuntimeException notNow) {
            Optional<String> cause = Optional.of(notNow.getClass().getSimpleName());
            if (!cause.equals(failure)) {
                log.atWarn().addKeyValue("part", name).addKeyValue("cause", notNow.toString()).log("beat failed");
            }
            failure = cause;
        }
    }

    @Override
    public void stop() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                log.atWarn().addKeyValue("part", name).log("a beat did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end.run();
    }

    @Override
    public Optional<String> waitsFor() {
        return failure;
    }
}
