package dev.sluice.streams.changes;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.streams.changes.Changes.News;

/// Counts the changes of one partition in one life of its task, and wakes who waits for a user.
public final class PartitionChanges {

    private final long life;
    private final int usersMax;
    private final int waitingMax;
    /// The number of each user's last change, longest ago first.
    private final LinkedHashMap<UserId, Long> last = new LinkedHashMap<>();
    private final Map<UserId, Set<CountDownLatch>> waiting = new HashMap<>();
    private int waitingCount;
    private long number;
    /// No user that is not in `last` has changed after this one.
    private long forgotten;
    private boolean ended;

    PartitionChanges(long life, int usersMax, int waitingMax) {
        this.life = life;
        this.usersMax = usersMax;
        this.waitingMax = waitingMax;
    }

    /// Whoever reads from now on finds the change.
    public synchronized void applied(UserId user) {
        number++;
        last.remove(user);
        last.put(user, number);
        if (last.size() > usersMax) {
            forgotten = last.pollFirstEntry().getValue();
        }
        waiting.getOrDefault(user, Set.of()).forEach(CountDownLatch::countDown);
    }

    /// Another life begins elsewhere or here.
    synchronized void end() {
        ended = true;
        waiting.values().forEach(latches -> latches.forEach(CountDownLatch::countDown));
    }

    News await(UserId user, Optional<Mark> since, Duration wait) throws InterruptedException {
        CountDownLatch woken = new CountDownLatch(1);
        if (since.isEmpty() || !register(user, since.get(), woken)) {
            return news(user, since);
        }
        try {
            var _ = woken.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            unregister(user, woken);
        }
        return news(user, since);
    }

    private synchronized News news(UserId user, Optional<Mark> since) {
        return new News(new Mark(life, number), since.filter(mark -> hasChanged(user, mark)).isPresent());
    }

    private boolean hasChanged(UserId user, Mark since) {
        return ended || since.life() != life || last.getOrDefault(user, forgotten) > since.number();
    }

    private synchronized boolean register(UserId user, Mark since, CountDownLatch woken) {
        if (hasChanged(user, since) || waitingCount >= waitingMax) {
            return false;
        }
        waiting.computeIfAbsent(user, _ -> new HashSet<>()).add(woken);
        waitingCount++;
        return true;
    }

    private synchronized void unregister(UserId user, CountDownLatch woken) {
        waitingCount--;
        waiting.computeIfPresent(user, (_, latches) -> {
            latches.remove(woken);
            return latches.isEmpty() ? null : latches;
        });
    }
}
