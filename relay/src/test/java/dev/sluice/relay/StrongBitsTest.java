package dev.sluice.relay;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StrongBitsTest {

    private static final long SEED = 7;
    private static final int LONGS_AT_ONCE = StrongBits.BYTES_AT_ONCE / Long.BYTES;

    @Test
    void givesEveryByteOnceAndAsksForManyAtATime() {
        AtomicInteger asked = new AtomicInteger();
        Random counted = new Random(SEED) {
            private static final long serialVersionUID = 1;

            @Override
            public void nextBytes(byte[] bytes) {
                asked.incrementAndGet();
                super.nextBytes(bytes);
            }
        };
        StrongBits bits = new StrongBits(counted);

        assertThat(LongStream.generate(bits).limit(3L * LONGS_AT_ONCE)).doesNotHaveDuplicates();
        assertThat(asked).hasValue(3);
    }
}
