package dev.sluice.contracts.pricing.rating;

import java.math.BigInteger;
import java.util.Random;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WideTest {

    private static final long SEED = Long.getLong("seed", 7L);
    private static final long DIVISOR = 1_000_000_000_000_000L;

    private final RandomGenerator random = new Random(SEED);

    @Test
    void agreesWithBigIntegers() {
        for (int i = 0; i < 20_000; i++) {
            long a = positive();
            long b = positive() >>> 40;
            long c = positive();
            long factor = random.nextLong(1, 10_000_001);

            Wide wide = Wide.product(a, b).plus(Wide.product(c, 1)).times(factor);
            BigInteger exact = big(a).multiply(big(b)).add(big(c)).multiply(big(factor));

            assertThat(value(wide)).as("seed %d, step %d", SEED, i).isEqualTo(exact);
            BigInteger[] quotient = exact.divideAndRemainder(big(DIVISOR));
            if (quotient[0].bitLength() < Long.SIZE) {
                assertThat(wide.dividedBy(DIVISOR)).as("seed %d, step %d", SEED, i)
                        .isEqualTo(new Wide.Quotient(quotient[0].longValueExact(), quotient[1].longValueExact()));
            }
        }
    }

    @Test
    void refusesAQuotientBeyondALong() {
        Wide wide = Wide.product(Long.MAX_VALUE, Long.MAX_VALUE);

        assertThatThrownBy(() -> wide.dividedBy(DIVISOR)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> wide.times(3)).isInstanceOf(ArithmeticException.class);
    }

    private long positive() {
        return random.nextLong() >>> 1 + random.nextInt(62);
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    private static BigInteger value(Wide wide) {
        return big(wide.high()).shiftLeft(Long.SIZE).add(new BigInteger(Long.toUnsignedString(wide.low())));
    }
}
