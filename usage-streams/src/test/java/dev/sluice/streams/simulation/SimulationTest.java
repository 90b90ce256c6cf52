package dev.sluice.streams.simulation;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The protocol holds whatever goes wrong. `-Dseed=N` plays one history again.
class SimulationTest {

    private static final long SEEDS = 200;

    @Test
    void holdsInEverySeed() {
        Long one = Long.getLong("seed");
        holdsFrom(one == null ? 0 : one, one == null ? SEEDS : 1);
    }

    @Test
    void aSeedGivesOneHistory() {
        assertThat(Simulation.run(Scenario.of(7))).isEqualTo(Simulation.run(Scenario.of(7)));
    }

    static void holdsFrom(long first, long count) {
        List<Simulation.Report> reports = LongStream.range(first, first + count).parallel()
                .mapToObj(seed -> Simulation.run(Scenario.of(seed))).toList();

        assertThat(reports.stream().filter(Simulation.Report::isBroken)).as("replay with -Dseed=N").isEmpty();
        assertThat(reports.stream().mapToLong(Simulation.Report::served).sum()).isGreaterThan(0);
    }
}
