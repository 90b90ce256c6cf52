package dev.sluice.contracts.pricing;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/// The one way decimal strings of a price book become integers: exact or refused, never rounded.
final class Decimals {

    private static final int LENGTH_MAX = 24;

    private Decimals() {}

    /// `"12.50"` with six places is 12,500,000.
    static long scaled(String name, String decimal, int places) {
        if (decimal.length() <= LENGTH_MAX) {
            try {
                return new BigDecimal(decimal).movePointRight(places).longValueExact();
            } catch (ArithmeticException | NumberFormatException notExact) {
                throw unreadable(name, decimal, places, notExact);
            }
        }
        throw unreadable(name, decimal.substring(0, LENGTH_MAX) + "…", places, null);
    }

    /// Without trailing zeros and without an exponent: one value has one text.
    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static IllegalArgumentException unreadable(
            String name, String shown, int places, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                name + ": " + shown + " (expected: a decimal with at most " + places + " places)", cause);
    }
}
