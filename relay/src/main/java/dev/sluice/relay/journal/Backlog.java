package dev.sluice.relay.journal;

import java.time.Duration;
import java.time.Instant;

/// What Kafka has not acknowledged yet: bytes on disk, money reserved by it, and since when it waits. Guarded
/// by the journal that owns it for writing; readable from any thread.
public final class Backlog {

    private static final long NOTHING_WAITS = Long.MAX_VALUE;

    private volatile long bytes;
    private volatile long nanoUsd;
    private volatile long oldestMillis = NOTHING_WAITS;

    Backlog() {}

    void grew(int moreBytes, long moreNanoUsd, long atMillis) {
        bytes += moreBytes;
        nanoUsd += moreNanoUsd;
        if (oldestMillis == NOTHING_WAITS) {
            oldestMillis = atMillis;
        }
    }

    /// `oldest` is when the oldest record that still waits was appended.
    void shrank(long lessBytes, long lessNanoUsd, long oldest) {
        bytes -= lessBytes;
        nanoUsd -= lessNanoUsd;
        oldestMillis = bytes == 0 ? NOTHING_WAITS : oldest;
    }

    public long bytes() {
        return bytes;
    }

    public long nanoUsd() {
        return nanoUsd;
    }

    /// How long the oldest record has waited; zero when none waits.
    public Duration age(Instant now) {
        long oldest = oldestMillis;
        return oldest == NOTHING_WAITS
                ? Duration.ZERO
                : Duration.ofMillis(Math.max(0, now.toEpochMilli() - oldest));
    }
}
