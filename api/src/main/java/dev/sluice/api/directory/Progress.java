package dev.sluice.api.directory;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import org.springframework.stereotype.Component;

/// How far this instance has read each partition, and the place where readers wait for more.
@Component
class Progress {

    private final Map<String, Long> positions = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();

    /// Offset after the last applied record of `topic/partition`; 0 when none was.
    long position(String partition) {
        return positions.getOrDefault(partition, 0L);
    }

    void applied(String partition, long offset) {
        positions.put(partition, offset + 1);
    }

    /// Wakes whoever waits; called after each batch.
    void announce() {
        lock.lock();
        try {
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the condition holds; it is looked at after each batch. False when the time is up first.
    boolean await(BooleanSupplier condition, Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = advanced.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
