package dev.sluice.streams.simulation;

/// What every relay shares.
record World(Timeline timeline, Scenario scenario, SimKafka kafka, SimRedis redis, Auditor auditor, Budget budget,
        Names names, Counts counts) {

    /// How many requests were answered how.
    static final class Counts {
        int asked;
        int unknown;
        int refused;
        int served;
    }
}
