package dev.sluice.relay.telemetry;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.json.SluiceJson;

/// One line of JSON per request, written by a thread of its own. Who asks never waits: what does not fit into
/// the queue, or onto the disk, is dropped and counted. No user, no key, no address, no path, no content
/// stands in it.
public final class AccessLog implements AutoCloseable {

    static final int LINES_WAITING_MAX = 16_384;
    private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
    private static final int BATCH_LINES = 512;
    /// Lines gather for so long: the writer is never woken for one of them.
    private static final Duration GATHERING = Duration.ofMillis(50);
    private static final Duration LAST_LINES_MAX = Duration.ofSeconds(2);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final InstantSource clock;
    private final @Nullable OutputStream out;
    private final BlockingQueue<Line> waiting = new ArrayBlockingQueue<>(LINES_WAITING_MAX);
    private final LongAdder dropped = new LongAdder();
    private final Thread writing;
    private final CountDownLatch closing = new CountDownLatch(1);

    /// A line as it stands in the log. Times are milliseconds; `null` is left out.
    record Line(Instant at, RequestId request, String route, String dialect, @Nullable String model, int status,
            String outcome, @Nullable String cause, String upstream, @Nullable String trace, long requestBytes,
            long answerBytes, long millis, @Nullable Long firstByteMillis) {}

    private AccessLog(@Nullable OutputStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.writing = Thread.ofPlatform().name("access-log").daemon().unstarted(() -> run(out));
    }

    /// Writes nothing.
    public static AccessLog off() {
        return new AccessLog(null, InstantSource.fixed(Instant.EPOCH));
    }

    /// Writes to `out` and closes it in the end.
    public static AccessLog to(OutputStream out, InstantSource clock) {
        AccessLog started = new AccessLog(out, clock);
        started.writing.start();
        return started;
    }

    void write(Finished finished) {
        if (out != null && !waiting.offer(line(finished))) {
            dropped.increment();
        }
    }

    private Line line(Finished it) {
        Long first = it.firstByteNanos();
        return new Line(clock.instant(), it.requestId(), it.route(), it.dialect(), it.model(), it.status(),
                it.outcome(), it.cause(), it.upstream(), it.traceId(), it.requestBytes(), it.answerBytes(),
                it.nanos() / NANOS_PER_MILLI, first == null ? null : first / NANOS_PER_MILLI);
    }

    /// Lines that were lost because the disk or the queue was full.
    public long dropped() {
        return dropped.sum();
    }

    private void run(@Nullable OutputStream given) {
        List<Line> batch = new ArrayList<>(BATCH_LINES);
        boolean healthy = true;
        try (OutputStream target = given == null ? OutputStream.nullOutputStream() : given) {
            boolean last = false;
            while (!last || !waiting.isEmpty()) {
                while (waiting.drainTo(batch, BATCH_LINES) > 0) {
                    healthy = write(target, batch, healthy);
                    batch.clear();
                }
                last = closing.await(GATHERING.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (IOException e) {
            log.atWarn().addKeyValue("failure", e.getMessage()).log("the access log cannot be closed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Says once that the disk refuses, and once that it takes lines again.
    private boolean write(OutputStream target, List<Line> batch, boolean wasHealthy) {
        try {
            for (Line line : batch) {
                target.write(SluiceJson.mapper().writeValueAsBytes(line));
                target.write('\n');
            }
            target.flush();
            return true;
        } catch (IOException e) {
            dropped.add(batch.size());
            if (wasHealthy) {
                log.atError().addKeyValue("failure", e.getMessage()).log("the access log cannot be written");
            }
            return false;
        }
    }

    /// Writes what waits, for two seconds at most.
    @Override
    public void close() {
        closing.countDown();
        try {
            if (out != null) {
                writing.join(LAST_LINES_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
