package dev.sluice.bench.measuring;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LedgerTest {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final String BEFORE = """
            cpu  1000 200 300 9000 50 10 20 5 7 0
            cpu0 500 100 150 4500 25 5 10 2 3 0
            cpu1 500 100 150 4500 25 5 10 3 4 0
            intr 1
            """;
    private static final String AFTER = """
            cpu  1800 300 500 9700 150 20 40 105 999 0
            cpu0 900 150 250 4850 75 10 20 52 500 0
            cpu1 900 150 250 4850 75 10 20 53 499 0
            intr 2
            """;

    @Test
    void tellsWhatOthersTheHostAndNobodyHad() {
        Spent spent = Ledger.spent(BEFORE, AFTER, TEN_SECONDS,
                Map.of("relay", Duration.ofSeconds(8), "redis", Duration.ofSeconds(1)));

        assertThat(spent.cores()).isEqualTo(2);
        assertThat(spent.busy()).isEqualTo(Duration.ofMillis(11_300));
        assertThat(spent.others()).isEqualTo(0.115, within(1e-9));
        assertThat(spent.takenByHost()).isEqualTo(0.05, within(1e-9));
        assertThat(spent.idle()).isEqualTo(0.385, within(1e-9));
        assertThat(spent.microsPer("relay", 100_000)).isEqualTo(80, within(1e-9));
    }

    @Test
    void countsThisProcessWithoutTheChildrenItStarted() {
        long self = ProcessHandle.current().pid();
        Ledger ledger = Ledger.of(Map.of("self", self));

        Spent spent = ledger.spent();

        assertThat(spent.processes().get("self")).isLessThanOrEqualTo(CpuTime.of(self));
        assertThat(spent.elapsed()).isPositive();
    }
}
