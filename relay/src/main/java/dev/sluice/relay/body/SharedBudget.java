package dev.sluice.relay.body;

import java.util.List;
import java.util.stream.IntStream;

/// A budget of which nobody gets more than half, so that the many requests of one user leave room for those of others.
/// A small one is nobody's share: it must hold a large body. Safe for several threads.
public final class SharedBudget {

    /// Two of the largest bodies there may be.
    static final long SHARE_BYTES_MIN = 64L * 1024 * 1024;
    /// Owners are counted by their hash: who has a count in common with another has the share together with them.
    private static final int COUNTS = 256;

    private final ByteBudget whole;
    private final List<ByteBudget> shares;

    public SharedBudget(long bytesMax) {
        this.whole = new ByteBudget(bytesMax);
        long share = Math.max(bytesMax / 2, Math.min(bytesMax, SHARE_BYTES_MIN));
        this.shares = IntStream.range(0, COUNTS).mapToObj(_ -> new ByteBudget(share, whole)).toList();
    }

    /// What this owner may take of it; `owner` has a hash that is spread well, as an id has.
    public ByteBudget of(Object owner) {
        return shares.get(Math.floorMod(owner.hashCode(), COUNTS));
    }

    public long takenBytes() {
        return whole.takenBytes();
    }
}
