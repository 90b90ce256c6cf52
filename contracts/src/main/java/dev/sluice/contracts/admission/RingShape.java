package dev.sluice.contracts.admission;

/// Rolling windows and their buckets: the full window plus the current bucket, so that the oldest bucket
/// counts whole and a limit is never overshot (metering §4).
public enum RingShape {
    /// 60 s in 2 s buckets: first column requests, second tokens.
    MINUTE(2_000, 31, 36),
    /// 5 h in 30 min buckets: first column micro-dollars.
    FIVE_HOURS(1_800_000, 11, 12),
    /// 24 h in 1 h buckets: first column micro-dollars, second requests.
    DAY(3_600_000, 25, 26),
    /// 7 days in 1 day buckets: first column micro-dollars.
    WEEK(86_400_000, 8, 9);

    private final long bucketMillis;
    private final int buckets;

    private final int kept;

    RingShape(long bucketMillis, int buckets, int kept) {
        this.bucketMillis = bucketMillis;
        this.buckets = buckets;
        this.kept = kept;
    }

    public long bucketMillis() {
        return bucketMillis;
    }

    public int buckets() {
        return buckets;
    }

    /// Buckets that the decider keeps: some more than count, because a reader's clock may be behind the newest
    /// admission by a clock step at a failover.
    public int kept() {
        return kept;
    }

    public long bucket(long millis) {
        return Math.floorDiv(millis, bucketMillis);
    }

    /// The oldest bucket that still counts at `millis`.
    public long oldestAt(long millis) {
        return bucket(millis) - buckets + 1;
    }

    /// Time from `millis` until `bucket` counts no more.
    public long leavesIn(long bucket, long millis) {
        return (bucket + buckets) * bucketMillis - millis;
    }
}
