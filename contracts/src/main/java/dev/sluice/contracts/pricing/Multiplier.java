package dev.sluice.contracts.pricing;

import java.math.BigDecimal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A factor on a price in parts per million: a tier, a geography, a margin. In JSON a decimal
/// string, `"1.1"`.
public record Multiplier(int ppm) {

    public static final int ONE_PPM = 1_000_000;
    public static final Multiplier ONE = new Multiplier(ONE_PPM);

    /// Ten times a price is a mistake in the book, not a price; the bound also keeps products within 128 bits.
    public static final int PPM_MAX = 10 * ONE_PPM;

    private static final int PLACES = 6;

    public Multiplier {
        if (ppm <= 0 || ppm > PPM_MAX) {
            throw new IllegalArgumentException("multiplier: " + ppm + " ppm (expected: 1.." + PPM_MAX + ")");
        }
    }

    @JsonCreator
    public static Multiplier parse(String decimal) {
        return new Multiplier(Math.toIntExact(Decimals.scaled("multiplier", decimal, PLACES)));
    }

    /// Both factors in one. The product must be a whole ppm: otherwise a charge would hide a second rounding.
    public Multiplier times(Multiplier other) {
        long product = (long) ppm * other.ppm;
        if (product % ONE_PPM != 0) {
            throw new IllegalArgumentException(
                    "multiplier: " + this + " times " + other + " (expected: a product of at most six places)");
        }
        return new Multiplier(Math.toIntExact(product / ONE_PPM));
    }

    public Multiplier max(Multiplier other) {
        return ppm >= other.ppm ? this : other;
    }

    public boolean isOne() {
        return ppm == ONE_PPM;
    }

    @JsonValue
    public String decimal() {
        return Decimals.plain(BigDecimal.valueOf(ppm, PLACES));
    }

    @Override
    public String toString() {
        return "×" + decimal();
    }
}
