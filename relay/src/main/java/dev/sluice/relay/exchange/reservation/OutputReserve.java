package dev.sluice.relay.exchange.reservation;

import java.time.Duration;

import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.relay.metering.Estimate;

/// How much of an answer is paid for in advance, and how much must be added before it is used up
/// (metering §5).
public final class OutputReserve {

    /// More is asked for while this much is still unused: an answer goes on while Redis is asked.
    static final long AHEAD_TOKENS = 512;
    private static final long MILLIS_PER_SECOND = 1_000;

    private final PlanMode mode;
    private final long most;
    private final long unseenPerSecond;
    private long reserved;

    /// `unseenPerSecond` bounds what the model may write where nobody sees it; 0 when it writes nothing so.
    public OutputReserve(PlanMode mode, Estimate estimate, long unseenPerSecond) {
        this.mode = mode;
        this.most = estimate.outputMax();
        this.unseenPerSecond = unseenPerSecond;
        this.reserved = estimate.tokens().output();
    }

    /// What may have been written after so long, seen or not.
    public long writtenAtMost(long seen, Duration elapsed) {
        long unseen = Math.max(0, elapsed.toMillis()) * unseenPerSecond / MILLIS_PER_SECOND;
        return Math.max(seen, unseen);
    }

    /// Whole slices to add now that so much may be written; 0 when what is reserved is enough. An account
    /// that pays afterwards reserves nothing ahead.
    public long due(long written) {
        long missing = written + AHEAD_TOKENS - reserved;
        if (mode == PlanMode.POSTPAID || missing < 0 || reserved >= most) {
            return 0;
        }
        long slices = missing / Estimate.SLICE_TOKENS + 1;
        return Math.min(slices * Estimate.SLICE_TOKENS, most - reserved);
    }

    /// What an account that pays afterwards has used beyond what is on record.
    public long unrecorded(long written) {
        return Math.max(0, Math.min(written, most) - reserved);
    }

    public void added(long tokens) {
        reserved += tokens;
    }
}
