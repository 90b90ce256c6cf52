package dev.sluice.streams.accounts.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.sluice.contracts.admission.RingShape;
import dev.sluice.contracts.admission.RingView;

import static org.assertj.core.api.Assertions.assertThat;

/// A ring against a naive list of everything that was ever added, in order, late and in leaps.
class RingTest {

    private static final long START = 1_800_000_000_000L;

    private record Added(long millis, long value) {}

    @ParameterizedTest
    @EnumSource(RingShape.class)
    void countsTheFullWindowAndTheCurrentBucketAndNothingElse(RingShape shape) {
        for (long seed = 0; seed < 50; seed++) {
            var random = new SplittableRandom(seed);
            Ring ring = new Ring(shape);
            List<Added> all = new ArrayList<>();
            long now = START + random.nextLong(shape.bucketMillis());
            for (int i = 0; i < 100; i++) {
                now += random.nextInt(20) == 0 ? shape.bucketMillis() * 40 : random.nextLong(shape.bucketMillis() * 2);
                Added added = new Added(now - random.nextLong(shape.bucketMillis() * 3), random.nextLong(100));
                ring.add(added.millis, added.value, 1);
                all.add(added);

                long newest = all.stream().mapToLong(Added::millis).max().orElseThrow();
                assertThat(ring.first(newest)).as("seed %d", seed).isEqualTo(naive(all, shape, newest));
                assertThat(viewOf(ring, newest).from(shape.oldestAt(newest)).first()).isEqualTo(ring.first(newest));
            }
        }
    }

    private static long naive(List<Added> all, RingShape shape, long now) {
        return all.stream().filter(each -> shape.bucket(each.millis) >= shape.oldestAt(now)).mapToLong(Added::value)
                .sum();
    }

    private static RingView viewOf(Ring ring, long asOf) {
        StringBuilder text = new StringBuilder();
        ring.appendTo(text, asOf, false);
        return RingView.parse(text.toString());
    }

    @ParameterizedTest
    @EnumSource(RingShape.class)
    void aWholeWindowIsAlwaysCovered(RingShape shape) {
        Ring ring = new Ring(shape);
        long window = (shape.buckets() - 1) * shape.bucketMillis();
        ring.add(START, 1, 1);

        assertThat(ring.first(START + window - 1)).isEqualTo(1);
        assertThat(ring.first(START + window + shape.bucketMillis())).isZero();
    }

    @Test
    void aCorrectionNeverMakesABucketNegative() {
        Ring ring = new Ring(RingShape.MINUTE);
        ring.add(START, 1, 10);

        ring.add(START, -5, -3);

        assertThat(ring.first(START)).isZero();
        assertThat(ring.second(START)).isEqualTo(7);
    }

    @Test
    void aReaderWithALaterClockSeesLessThanTheViewHolds() {
        Ring ring = new Ring(RingShape.MINUTE);
        ring.add(START, 3, 30);
        ring.add(START + 30_000, 4, 40);

        RingView view = viewOf(ring, START + 30_000);

        assertThat(view.from(RingShape.MINUTE.oldestAt(START + 30_000)).first()).isEqualTo(7);
        assertThat(view.from(RingShape.MINUTE.oldestAt(START + 70_000)).first()).isEqualTo(4);
        assertThat(view.from(RingShape.MINUTE.oldestAt(START + 100_000)).first()).isZero();
    }
}
