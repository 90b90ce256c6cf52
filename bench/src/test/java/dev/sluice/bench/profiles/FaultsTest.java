package dev.sluice.bench.profiles;

import java.time.Duration;
import java.util.Map;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import dev.sluice.bench.load.Tally;
import dev.sluice.bench.measuring.Spent;

import static org.assertj.core.api.Assertions.assertThat;

class FaultsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Faults faults = new Faults();

    @Test
    void acceptsAQuietSaturatedTurn() {
        Spent turn = spent(900, 500, 400, 1_850);

        faults.quiet("short, relay", turn);
        faults.saturated("short, relay", turn);
        faults.answers("short, relay", tally(10_000, 0, 0));
        faults.throughput("short, relay", 5_000, 25_000);

        assertThat(faults.found()).isEmpty();
    }

    @Test
    void namesAnswersThatWereNotGood() {
        faults.answers("short, relay", tally(9_000, 12, 3));

        assertThat(faults.found()).containsExactly("short, relay: 12 answers other than 200 and 3 broken ones beside "
                + "9000 good ones (expected: only good ones)");
    }

    @Test
    void namesAMachineThatOthersUse() {
        faults.quiet("chunks, relay", spent(500, 200, 100, 1_000));

        assertThat(faults.found())
                .containsExactly("chunks, relay: other processes used 10 % of the machine (expected: <= 5 %)");
    }

    @Test
    void namesAMachineThatLiesIdleAndAGeneratorThatIsTheBottleneck() {
        faults.saturated("short, relay", spent(300, 980, 100, 1_380));

        assertThat(faults.found()).containsExactly(
                "short, relay: nobody used 31 % of the machine (expected: <= 15 %)",
                "short, relay: the generator is the bottleneck: its thread worked 98 % of the time (expected: <= 95 %)");
    }

    @Test
    void namesAnAbsurdThroughput() {
        faults.throughput("short, relay", 300, 25_000);

        assertThat(faults.found()).containsExactly(
                "short, relay: 300 requests a second against 25,000 of the plain proxy (expected: >= 2 % of it)");
    }

    /// Milliseconds of one second on two cores.
    private static Spent spent(int relay, int generator, int provider, int busy) {
        return new Spent(2, SECOND, Map.of("relay", Duration.ofMillis(relay), Course.GENERATOR,
                Duration.ofMillis(generator), Course.PROVIDER, Duration.ofMillis(provider)), Duration.ofMillis(busy),
                Duration.ZERO);
    }

    private static Tally tally(long requests, long failed, long broken) {
        Histogram nothing = new Histogram(3);
        return new Tally(requests, failed, broken, 0, SECOND, nothing, nothing, nothing);
    }
}
