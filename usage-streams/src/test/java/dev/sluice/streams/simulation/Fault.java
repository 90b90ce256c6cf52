package dev.sluice.streams.simulation;

import java.util.List;

/// What can go wrong.
enum Fault {
    /// The materialiser stands still.
    MATERIALISER(14),
    /// The decider stands still.
    DECIDER(12),
    /// A relay cannot write to Kafka, perhaps not read either.
    KAFKA_OF_ONE(16),
    /// Kafka is away for everybody.
    KAFKA_OF_ALL(6),
    /// A relay's process dies and comes back.
    KILL(14),
    /// A relay's host is lost with its disk.
    LOSE(4),
    /// A relay cannot reach Redis.
    REDIS_CUT(6),
    /// An old materialiser writes what it had read a while ago.
    ZOMBIE(6),
    /// FLUSHALL.
    FLUSH(11),
    /// A replica that lacks the last writes, with another clock, takes over.
    FAILOVER(11),
    /// A relay without Kafka dies.
    OUTAGE_AND_KILL(0),
    /// A relay cannot reach Redis for longer than its lease and the reaper's patience.
    LONG_REDIS_CUT(0),
    /// A second flush while the first is being repaired.
    TWO_FLUSHES(0),
    /// Redis is flushed while the materialiser stands still.
    STALL_AND_FLUSH(0),
    /// Redis fails over while the materialiser stands still.
    STALL_AND_FAILOVER(0);

    private static final List<Fault> ALL = List.of(values());
    private static final int WEIGHTS = ALL.stream().mapToInt(fault -> fault.weight).sum();

    private final int weight;

    Fault(int weight) {
        this.weight = weight;
    }

    /// Any fault, by weight.
    static Fault any(Timeline timeline) {
        int left = timeline.index(WEIGHTS);
        for (Fault fault : ALL) {
            left -= fault.weight;
            if (left < 0) {
                return fault;
            }
        }
        return MATERIALISER;
    }
}
