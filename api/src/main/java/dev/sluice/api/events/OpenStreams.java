package dev.sluice.api.events;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import dev.sluice.api.web.ProblemException;
import dev.sluice.contracts.ids.UserId;

/// Bounds how many streams of events are open in this process, and ends them before it stops. A page that gets
/// none polls.
@Component
class OpenStreams implements SmartLifecycle {

    static final int PER_USER_MAX = 8;
    static final int MAX = 1_000;

    private final Map<UserId, Integer> perUser = new HashMap<>();
    private final Set<Thread> threads = new HashSet<>();
    private boolean running;

    /// A stream that may run on the calling thread until it is closed.
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /// Throws a problem when there are as many as may be, or the process stops.
    synchronized Place take(UserId userId) {
        if (perUser.getOrDefault(userId, 0) >= PER_USER_MAX) {
            throw ProblemException.of(429, "too-many-streams", "You follow your usage in " + PER_USER_MAX
                    + " places already.");
        }
        if (!running || threads.size() >= MAX) {
            throw ProblemException.away("streams-full", "Usage cannot be followed now; it can be read.");
        }
        Thread thread = Thread.currentThread();
        threads.add(thread);
        perUser.merge(userId, 1, Integer::sum);
        return () -> release(userId, thread);
    }

    private synchronized void release(UserId userId, Thread thread) {
        threads.remove(thread);
        perUser.computeIfPresent(userId, (_, open) -> open == 1 ? null : open - 1);
    }

    @Override
    public synchronized void start() {
        running = true;
    }

    /// Before the server waits for open requests.
    @Override
    public synchronized void stop() {
        running = false;
        threads.forEach(Thread::interrupt);
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }
}
