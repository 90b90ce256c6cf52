package dev.sluice.relay.body;

import java.util.concurrent.atomic.AtomicLong;

/// Bytes that all request bodies together may take in one place. Safe for several threads.
public final class ByteBudget {

    private final long bytesMax;
    private final AtomicLong taken = new AtomicLong();

    public ByteBudget(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /// Whether that much is free now.
    boolean hasRoom(long bytes) {
        return taken.get() + bytes <= bytesMax;
    }

    /// Takes all of it or, where that would be too much, nothing.
    public boolean take(long bytes) {
        if (taken.addAndGet(bytes) <= bytesMax) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    /// Counts what is there already and cannot be refused any more.
    void count(long bytes) {
        taken.addAndGet(bytes);
    }

    public void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    public long takenBytes() {
        return taken.get();
    }
}
