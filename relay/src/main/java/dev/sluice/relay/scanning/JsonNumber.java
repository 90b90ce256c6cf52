package dev.sluice.relay.scanning;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/// The grammar and the value of JSON numbers.
final class JsonNumber {

    private static final int FAST_DIGITS_MAX = 18;
    private static final int LENGTH_MAX = 512;
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);
    /// An exponent beyond this is far outside a `long` either way.
    private static final int SCALE_MAX = 1_000;
    private static final int EXPONENT_MAX = SCALE_MAX + LENGTH_MAX;

    private JsonNumber() {}

    /// The index behind the number that begins at `from`.
    static int end(byte[] bytes, int from, int end) {
        int integer = from < end && bytes[from] == '-' ? from + 1 : from;
        int at = digits(bytes, integer, end);
        if (bytes[integer] == '0' && at > integer + 1) {
            throw new JsonMalformed("no leading zero", integer);
        }
        if (at < end && bytes[at] == '.') {
            at = digits(bytes, at + 1, end);
        }
        if (at < end && (bytes[at] | 0x20) == 'e') {
            boolean signed = at + 1 < end && (bytes[at + 1] == '+' || bytes[at + 1] == '-');
            at = digits(bytes, signed ? at + 2 : at + 1, end);
        }
        if (at - from > LENGTH_MAX) {
            throw new JsonMalformed("a number of at most " + LENGTH_MAX + " characters", from);
        }
        return at;
    }

    private static int digits(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw new JsonMalformed("a value", at);
        }
        return at;
    }

    /// A fraction is cut, what exceeds a `long` saturates.
    static long value(byte[] bytes, int from, int to) {
        if (to - from > FAST_DIGITS_MAX) {
            return saturated(bytes, from, to);
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return saturated(bytes, from, to);
            }
            value = value * 10 + (bytes[i] - '0');
        }
        return value;
    }

    private static long saturated(byte[] bytes, int from, int to) {
        int e = from;
        while (e < to && (bytes[e] | 0x20) != 'e') {
            e++;
        }
        BigDecimal number = new BigDecimal(new String(bytes, from, e - from, StandardCharsets.US_ASCII))
                .scaleByPowerOfTen(exponent(bytes, e + 1, to));
        if (number.signum() == 0 || number.scale() > SCALE_MAX) {
            return 0;
        }
        if (number.scale() < -SCALE_MAX || number.abs().compareTo(LONG_MAX) > 0) {
            return number.signum() > 0 ? Long.MAX_VALUE : -Long.MAX_VALUE;
        }
        return number.longValue();
    }

    /// As many digits as it may have, it is no larger than what says all.
    private static int exponent(byte[] bytes, int from, int to) {
        int exponent = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] >= '0') {
                exponent = Math.min(10 * exponent + bytes[i] - '0', EXPONENT_MAX);
            }
        }
        return from < to && bytes[from] == '-' ? -exponent : exponent;
    }
}
