package dev.sluice.billing.log;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import dev.sluice.billing.Halt;
import dev.sluice.billing.StartRefused;

/// Work against Kafka on a thread of its own. When it fails it begins again a second later, for ever; what
/// waiting cannot cure halts the service.
public final class Loop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private final String name;
    private final OwnTopics topics;
    private final Halt halt;
    private final Work work;
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private volatile boolean ready;
    private volatile @Nullable String waitingFor = "its first run";
    private @Nullable Thread thread;

    public Loop(String name, OwnTopics topics, Halt halt, Work work) {
        this.name = name;
        this.topics = topics;
        this.halt = halt;
        this.work = work;
    }

    /// One life of the work: returns when `running` says so, or throws.
    @FunctionalInterface
    public interface Work {
        void run(Running running);
    }

    /// What the work asks and tells while it runs.
    public interface Running {
        boolean wanted();

        /// It does what it is there for; once said, the service may be used.
        void isReady();

        /// It goes on with what it has.
        void waitsFor(String what);
    }

    public String name() {
        return name;
    }

    /// Whether it was ready once: what it holds may be old while Kafka is away, but is whole.
    boolean wasReady() {
        return ready;
    }

    /// Null when it waits for nothing.
    @Nullable
    String waitingFor() {
        return waitingFor;
    }

    @Override
    public synchronized void start() {
        stopped = new CountDownLatch(1);
        thread = Thread.ofPlatform().name(name).daemon().start(this::runUntilStopped);
    }

    @Override
    public synchronized void stop() {
        stopped.countDown();
        if (thread != null) {
            try {
                thread.join(STOP_MAX);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void runUntilStopped() {
        try {
            do {
                runOnce();
            } while (!stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runOnce() {
        try {
            topics.ensure();
            work.run(new Life());
        } catch (StartRefused reason) {
            waitingFor = reason.getMessage();
            stopped.countDown();
            halt.because(reason);
        } catch (InterruptException e) {
            stopped.countDown();
        } catch (RuntimeException failure) {
            tell(failure);
        }
    }

    /// An outage is said once, not every second.
    private void tell(RuntimeException failure) {
        String reason = topics.place() + ": " + failure.getMessage();
        if (!reason.equals(waitingFor)) {
            LOG.atWarn().addKeyValue("loop", name).addKeyValue("cause", failure.toString()).log("loop begins again");
        }
        waitingFor = reason;
    }

    private final class Life implements Running {
        @Override
        public boolean wanted() {
            return stopped.getCount() > 0;
        }

        @Override
        public void isReady() {
            ready = true;
            waitingFor = null;
        }

        @Override
        public void waitsFor(String what) {
            waitingFor = what;
        }
    }
}
