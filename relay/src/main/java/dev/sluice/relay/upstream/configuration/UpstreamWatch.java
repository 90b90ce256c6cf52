package dev.sluice.relay.upstream.configuration;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.relay.upstream.choice.Upstreams;
import dev.sluice.relay.upstream.configuration.UpstreamSource.Reading;

/// Keeps the upstreams in use as they are configured: looks once a second and swaps what changed. A
/// configuration that cannot be read changes nothing, is said once in the log and stands in the health
/// details until it is mended.
public final class UpstreamWatch {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final UpstreamSource source;
    private final Upstreams upstreams;
    private final Runnable afterwards;
    private final ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("upstreams").daemon().factory());
    private volatile @Nullable String fault;

    /// `afterwards` runs after each look, on the same thread.
    public UpstreamWatch(UpstreamSource source, Upstreams upstreams, Runnable afterwards) {
        this.source = source;
        this.upstreams = upstreams;
        this.afterwards = afterwards;
    }

    /// Throws `IllegalStateException` with the fault when there is no configuration to begin with.
    public void start() {
        look();
        String wrong = fault;
        if (wrong != null) {
            watching.shutdownNow();
            throw new IllegalStateException(wrong);
        }
        ScheduledFuture<?> _ = watching.scheduleWithFixedDelay(this::lookSafely, EVERY.toMillis(), EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    public void stop() {
        watching.shutdownNow();
    }

    /// What is wrong with the newest configuration, which is therefore not in force.
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /// Looks once.
    void look() {
        switch (source.read()) {
            case Reading.Unchanged() -> {
            }
            case Reading.Configured(var set) -> {
                upstreams.swap(set);
                fault = null;
                LOG.atInfo().addKeyValue("upstreams", set.upstreams().size()).log("upstreams are configured");
            }
            case Reading.Unreadable(var sentence) -> {
                fault = sentence;
                LOG.atError().addKeyValue("fault", sentence).log("the upstreams stay as they were");
            }
        }
        afterwards.run();
    }

    /// A thread that dies of one look would miss all others.
    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException unexpected) {
            LOG.atError().setCause(unexpected).log("looking at the upstreams failed");
        }
    }
}
