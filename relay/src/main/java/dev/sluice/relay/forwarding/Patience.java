package dev.sluice.relay.forwarding;

/// Notices when a side of a transfer has been silent for too long.
final class Patience {

    /// What is being waited for.
    enum Phase {
        OURS, HEAD, ANSWER, DRAIN
    }

    /// What to do about it.
    enum Finding {
        FINE, HEAD_OVERDUE, DRAIN_OVER, UPSTREAM_SILENT, CLIENT_STALLED, KEEP_ALIVE_DUE
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

    Finding finding(long nowNanos, Phase phase, boolean clientTakes) {
        long quiet = nowNanos - heardNanos;
        return switch (phase) {
            case OURS -> Finding.FINE;
            case HEAD -> quiet > timeouts.head().toNanos() ? Finding.HEAD_OVERDUE : Finding.FINE;
            case DRAIN -> quiet > timeouts.drain().toNanos() ? Finding.DRAIN_OVER : Finding.FINE;
            case ANSWER -> answering(nowNanos, clientTakes);
        };
    }

    /// About an answer that is passing.
    private Finding answering(long nowNanos, boolean clientTakes) {
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
