package dev.sluice.streams.serving;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.lettuce.core.RedisClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.streams.running.Part;

/// Runs the writer of Redis on a thread of its own and brings it back when it fails.
public final class Materialiser implements Part {

    /// Consumer group of the writers of Redis: what it has committed, Redis has acknowledged.
    public static final String GROUP = "sluice-materialiser";

    private static final long STOP_MILLIS_MAX = 10_000;

    private final Logger log = LoggerFactory.getLogger(Materialiser.class);
    private final String bootstrapServers;
    private final String redis;
    private final int partitions;
    private final ServingMeters meters;
    private final AtomicReference<@Nullable Running> running = new AtomicReference<>();

    private record Running(ViewWriter writer, RedisClient client, Thread thread) {}

    public Materialiser(String bootstrapServers, String redis, int partitions, ServingMeters meters) {
        this.bootstrapServers = bootstrapServers;
        this.redis = redis;
        this.partitions = partitions;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "materialiser";
    }

    @Override
    public void tend() {
        Running now = running.get();
        if (now == null || !now.thread().isAlive()) {
            RedisClient client = now == null ? RedisLink.client(redis) : now.client();
            ViewWriter writer = new ViewWriter(bootstrapServers, client, partitions, meters);
            running.set(new Running(writer, client, Thread.ofPlatform().name("materialiser").start(() -> run(writer))));
        }
    }

    private void run(ViewWriter writer) {
        try {
            writer.run();
        } catch (RuntimeException failure) {
            log.atError().setCause(failure).log("materialiser failed and starts again");
        }
    }

    @Override
    public void stop() {
        Running now = running.getAndSet(null);
        if (now == null) {
            return;
        }
        now.writer().stop();
        try {
            now.thread().join(STOP_MILLIS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        now.client().shutdown();
    }

    @Override
    public Optional<String> waitsFor() {
        Running now = running.get();
        return now == null ? Optional.of("its start") : now.writer().waitsFor().map(what -> what + " at " + redis);
    }
}
