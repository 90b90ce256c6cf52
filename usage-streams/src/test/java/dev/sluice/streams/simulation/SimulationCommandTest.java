package dev.sluice.streams.simulation;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// `./sluice simulate`.
class SimulationCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void seedsThatHoldEndWithASummary() {
        assertThat(run("--seeds", "8", "--from", "3")).isEqualTo(SimulationCommand.HELD);
        assertThat(page()).startsWith("8 seeds from 3 in ").contains(" served, ").endsWith("0 violations.\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("8 of 8 seeds");
    }

    @Test
    void aViolationNamesItsSeedAndHowToSeeItAgain() {
        assertThat(run("--mutant", "NO_GATE", "--seeds", "40")).isEqualTo(SimulationCommand.BROKEN);
        String again = page().lines().toList().getLast();
        assertThat(again).startsWith("again: ./sluice simulate --seeds 1 --from ").endsWith(" --mutant NO_GATE");

        out.reset();
        String[] words = again.substring("again: ./sluice simulate ".length()).split(" ");
        assertThat(run(words)).isEqualTo(SimulationCommand.BROKEN);
        assertThat(page()).contains("violates [").endsWith(again + "\n");
    }

    @Test
    void whatIsAskedWronglyIsRefusedInASentence() {
        assertThat(run("--seeds", "many")).isEqualTo(SimulationCommand.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(
                "simulate --seeds many (expected: simulate [--seeds N]");
    }

    private int run(String... words) {
        return new SimulationCommand(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)).run(List.of(words));
    }

    private String page() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
