package dev.sluice.streams.simulation;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The protocol holds whatever goes wrong. `-Dseed=N` runs one seed again, `-Dseeds=N` more or fewer of them.
class SimulationTest {

    private static final long SEEDS = Long.getLong("seeds", 1_000);

    @Test
    void holdsInEverySeed() {
        long first = Long.getLong("seed", 0);
        long count = System.getProperty("seed") == null ? SEEDS : 1;

        List<Simulation.Report> reports = LongStream.range(first, first + count).parallel()
                .mapToObj(seed -> Simulation.run(Scenario.of(seed))).toList();

        assertThat(reports.stream().filter(Simulation.Report::isBroken)).as("replay with -Dseed=N").isEmpty();
        assertThat(reports.stream().mapToLong(Simulation.Report::served).sum()).isGreaterThan(count * 20);
    }
}
