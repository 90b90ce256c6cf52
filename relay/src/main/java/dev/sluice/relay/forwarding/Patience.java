package dev.sluice.relay.forwarding;

/// Notices when a side of a transfer has been silent for too long.
final class Patience {

    /// What to do about it.
    enum Finding {
        FINE, UPSTREAM_SILENT, CLIENT_STALLED, KEEP_ALIVE_DUE
    }

    private final Timeouts timeouts;
    private long heardNanos;
    private long movedNanos;
    private long pingedNanos;

    Patience(Timeouts timeouts, long nowNanos) {
        this.timeouts = timeouts;
        this.heardNanos = nowNanos;
        this.movedNanos = nowNanos;
        this.pingedNanos = nowNanos;
    }

    /// The provider sent something, or a new phase begins.
    void heard(long nowNanos) {
        heardNanos = nowNanos;
    }

    void pinged(long nowNanos) {
        pingedNanos = nowNanos;
    }

    boolean headOverdue(long nowNanos) {
        return nowNanos - heardNanos > timeouts.head().toNanos();
    }

    boolean drainOver(long nowNanos) {
        return nowNanos - heardNanos > timeouts.drain().toNanos();
    }

    /// About an answer that is passing.
    Finding answering(long nowNanos, boolean clientTakes) {
        long quiet = nowNanos - heardNanos;
        if (!clientTakes) {
            return nowNanos - movedNanos > timeouts.stall().toNanos() ? Finding.CLIENT_STALLED : Finding.FINE;
        }
        movedNanos = nowNanos;
        if (quiet > timeouts.silence().toNanos()) {
            return Finding.UPSTREAM_SILENT;
        }
        long gap = timeouts.keepAlive().toNanos();
        return quiet > gap && nowNanos - pingedNanos > gap ? Finding.KEEP_ALIVE_DUE : Finding.FINE;
    }
}
