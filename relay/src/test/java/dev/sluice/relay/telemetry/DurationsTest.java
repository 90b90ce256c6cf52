package dev.sluice.relay.telemetry;

import java.util.Arrays;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DurationsTest {

    private static final long MILLI = 1_000_000;

    @Test
    void countsADurationInTheFirstBucketThatHoldsIt() {
        Durations durations = new Durations();
        durations.record(0);
        durations.record(MILLI);
        durations.record(MILLI + 1);
        durations.record(3_600_000 * MILLI);

        long[] counts = durations.counts();

        assertThat(counts).hasSameSizeAs(Durations.bounds());
        assertThat(Arrays.stream(counts).sum()).isEqualTo(4);
        assertThat(counts[0]).isEqualTo(1);
        assertThat(counts[1]).isEqualTo(1);
        assertThat(counts[2]).isEqualTo(1);
        assertThat(counts[counts.length - 1]).isEqualTo(1);
        assertThat(durations.sumSeconds()).isCloseTo(3_600.002, Offset.offset(1e-6));
    }
}
