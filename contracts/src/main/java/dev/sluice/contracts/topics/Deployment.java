package dev.sluice.contracts.topics;

/// How large this installation is. The number of partitions is fixed for its life.
///
/// @param partitions
///            of every co-partitioned topic, 1 to 1,000
/// @param replication
///            copies of each partition: 3 in production, 1 on a laptop
public record Deployment(int partitions, int replication) {

    private static final int PARTITIONS_MAX = 1_000;
    private static final int REPLICATION_MAX = 9;

    public Deployment {
        requireWithin("partitions", partitions, PARTITIONS_MAX);
        requireWithin("replication", replication, REPLICATION_MAX);
    }

    /// One copy may be missing without stopping writes, from three copies on.
    public int minInSyncReplicas() {
        return Math.max(1, replication - 1);
    }

    private static void requireWithin(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1.." + max + ")");
        }
    }
}
