package dev.sluice.streams.simulation;

import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The auditor notices each rule that is left out, and the same weather does no harm when none is. The search
/// starts with a seed that is known to show it.
class MutantIT {

    private static final long SEEDS_MAX = Long.getLong("mutant.seeds", 1_000);

    @ParameterizedTest
    @EnumSource(Mutant.class)
    void isCaught(Mutant mutant) {
        Optional<Simulation.Report> caught = mutant.caughtIn(SEEDS_MAX);

        assertThat(caught).as("%s in %d seeds", mutant, SEEDS_MAX).isPresent();
        Simulation.Report repaired = Simulation.run(Scenario.of(caught.orElseThrow().seed(), mutant).repaired());
        assertThat(repaired.isBroken()).as("%s", repaired).isFalse();
    }
}
