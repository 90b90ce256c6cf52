package dev.sluice.relay.server;

import java.util.concurrent.atomic.AtomicLong;

/// Bytes that all request bodies together may take while they are being received. Safe for several threads.
final class MemoryBudget {

    private final long bytesMax;
    private final AtomicLong taken = new AtomicLong();

    MemoryBudget(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    boolean take(long bytes) {
        if (taken.addAndGet(bytes) <= bytesMax) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    long takenBytes() {
        return taken.get();
    }
}
