package dev.sluice.contracts.pricing.rating;

/// A non-negative integer of up to 127 bits: what a sum of pico-dollars becomes before its factors in ppm are
/// divided out again. A million tokens at $15/M × 1.1 already needs more than a `long`.
record Wide(long high, long low) {

    private static final int BYTES = Long.BYTES;

    static Wide product(long a, long b) {
        return new Wide(Math.multiplyHigh(a, b), a * b);
    }

    Wide plus(Wide other) {
        long sum = low + other.low;
        int carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new Wide(Math.addExact(Math.addExact(high, other.high), carry), sum);
    }

    /// Factor ≥ 0. Throws `ArithmeticException` beyond 127 bits.
    Wide times(long factor) {
        long carry = Math.unsignedMultiplyHigh(low, factor);
        return new Wide(Math.addExact(Math.multiplyExact(high, factor), carry), low * factor);
    }

    /// Schoolbook division, a byte at a time; the divisor must leave eight bits free for the next digit. Throws
    /// `ArithmeticException` when the quotient needs more than a `long`.
    Quotient dividedBy(long divisor) {
        if (divisor <= 0 || divisor >= 1L << 55 || high >= divisor) {
            throw new ArithmeticException(this + " / " + divisor + " (expected: a quotient within a long)");
        }
        long remainder = high;
        long quotient = 0;
        for (int digit = BYTES - 1; digit >= 0; digit--) {
            long part = remainder << 8 | (low >>> (digit * 8) & 0xFF);
            quotient = quotient << 8 | part / divisor;
            remainder = part % divisor;
        }
        if (quotient < 0) {
            throw new ArithmeticException(this + " / " + divisor + " (expected: a quotient within a long)");
        }
        return new Quotient(quotient, remainder);
    }

    /// Whole part and what is left, 0 ≤ remainder < divisor.
    record Quotient(long whole, long remainder) {

        boolean roundsUp(long divisor) {
            long rest = divisor - remainder;
            return remainder > rest || remainder == rest && (whole & 1) == 1;
        }
    }
}
