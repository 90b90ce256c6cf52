package dev.sluice.relay.body;

import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/// Bytes that request bodies together may take in one place; it may be a share of a larger one, of which everything is
/// taken too. Safe for several threads.
public final class ByteBudget {

    private final long bytesMax;
    private final @Nullable ByteBudget whole;
    private final AtomicLong taken = new AtomicLong();

    public ByteBudget(long bytesMax) {
        this(bytesMax, null);
    }

    ByteBudget(long bytesMax, @Nullable ByteBudget whole) {
        this.bytesMax = bytesMax;
        this.whole = whole;
    }

    /// Whether that much is free now.
    public boolean hasRoom(long bytes) {
        return taken.get() + bytes <= bytesMax && (whole == null || whole.hasRoom(bytes));
    }

    /// Takes all of it or, where that would be too much, nothing.
    public boolean take(long bytes) {
        if (taken.addAndGet(bytes) <= bytesMax && (whole == null || whole.take(bytes))) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    /// Counts what is there already and cannot be refused any more.
    void count(long bytes) {
        taken.addAndGet(bytes);
        if (whole != null) {
            whole.count(bytes);
        }
    }

    public void giveBack(long bytes) {
        taken.addAndGet(-bytes);
        if (whole != null) {
            whole.giveBack(bytes);
        }
    }

    public long takenBytes() {
        return taken.get();
    }
}
