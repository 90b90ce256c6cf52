package dev.sluice.bench.profiles;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import dev.sluice.bench.measuring.Spent;

import static org.assertj.core.api.Assertions.assertThat;

class TakesTest {

    private static final Spent QUIET = spent(0, 0);
    private static final Spent OTHERS_AT_WORK = spent(300, 0);
    private static final Spent HOST_AT_WORK = spent(0, 200);

    private final Faults faults = new Faults();
    private final Takes takes = new Takes(faults);

    @Test
    void takesATurnAgainUntilNobodyDisturbsIt() throws Exception {
        var turns = List.of(OTHERS_AT_WORK, HOST_AT_WORK, QUIET).iterator();

        assertThat(takes.undisturbed("short, relay", UnaryOperator.identity(), turns::next)).isSameAs(QUIET);
        assertThat(takes.repeated()).isEqualTo(2);
        assertThat(faults.found()).isEmpty();
    }

    @Test
    void namesTheDisturbanceOfTheLastTake() throws Exception {
        takes.undisturbed("short, relay", UnaryOperator.identity(), () -> OTHERS_AT_WORK);

        assertThat(takes.repeated()).isEqualTo(Takes.TAKES_MAX - 1);
        assertThat(faults.found())
                .containsExactly("short, relay: other processes used 15 % of the machine (expected: <= 5 %)");
    }

    /// One second of two cores, of which the run used one.
    private static Spent spent(int othersMillis, int hostMillis) {
        return new Spent(2, Duration.ofSeconds(1), Map.of("relay", Duration.ofSeconds(1)),
                Duration.ofMillis(1_000 + othersMillis), Duration.ofMillis(hostMillis));
    }
}
