package dev.sluice.contracts.journal;

import java.util.TreeMap;

/// What a relay may write into the marks of one partition: the Redis time before which each of its
/// reservations stands in the journal already, or was given up unserved. It is the minimum over calls that
/// are under way, and for each of those the newest Redis time received before it was sent; never the relay's
/// own clock. Not thread-safe.
public final class ReservedBefore {

    private final TreeMap<Long, Integer> underWay = new TreeMap<>();
    private long newestMillis;
    private long claimedMillis = -1;

    /// @param redisMillis
    ///            a Redis time this relay has received
    public ReservedBefore(long redisMillis) {
        this.newestMillis = redisMillis;
    }

    /// A call of `admit` is about to be sent. Hand the ticket back with `done` when its record is in the journal,
    /// or when it was refused or given up for good.
    public long begin() {
        underWay.merge(newestMillis, 1, Integer::sum);
        return newestMillis;
    }

    /// Redis told its time.
    public void told(long redisMillis) {
        newestMillis = Math.max(newestMillis, redisMillis);
    }

    /// Another Redis server answers now, whose clock may be behind the old one.
    public void restart(long redisMillis) {
        newestMillis = Math.min(newestMillis, redisMillis);
    }

    public void done(long ticket) {
        underWay.computeIfPresent(ticket, (_, calls) -> calls == 1 ? null : calls - 1);
    }

    /// Redis milliseconds for a `JournalMark.reservedBefore` that is written now.
    public long claim() {
        long millis = underWay.isEmpty() ? newestMillis : Math.min(newestMillis, underWay.firstKey());
        claimedMillis = Math.max(claimedMillis, millis);
        return millis;
    }

    /// Redis tells a time before one that a mark has claimed already: a reservation made now would be swept as
    /// settled with. Neither admit nor register until the new server's clock has passed it.
    public boolean isBehind() {
        return newestMillis < claimedMillis;
    }
}
