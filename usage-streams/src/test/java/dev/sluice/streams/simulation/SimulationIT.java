package dev.sluice.streams.simulation;

import org.junit.jupiter.api.Test;

/// Ten thousand seeds. `-Dseeds=N` runs more or fewer, `-Dfrom=N` begins elsewhere.
class SimulationIT {

    @Test
    void holdsInTenThousandSeeds() {
        SimulationTest.holdsFrom(Long.getLong("from", 0), Long.getLong("seeds", 10_000));
    }
}
