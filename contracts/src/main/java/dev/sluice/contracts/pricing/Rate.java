package dev.sluice.contracts.pricing;

import java.math.BigDecimal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// The price of one token in pico-USD, which is micro-USD per million tokens. In JSON it is what price lists
/// print: USD per million tokens as a decimal string, exact to six places.
public record Rate(long picoUsdPerToken) implements Comparable<Rate> {

    public static final Rate FREE = new Rate(0);

    /// $1,000 per million tokens. With it seven classes of `TokenUsage.CLASS_MAX` tokens sum within a `long`.
    public static final long PICO_MAX = 1_000_000_000L;

    private static final int PLACES = 6;

    public Rate {
        if (picoUsdPerToken < 0 || picoUsdPerToken > PICO_MAX) {
            throw new IllegalArgumentException(
                    "rate: " + picoUsdPerToken + " pico-USD per token (expected: 0.." + PICO_MAX + ")");
        }
    }

    /// Reads `"12.50"`: USD per million tokens.
    @JsonCreator
    public static Rate perMillion(String usd) {
        return new Rate(Decimals.scaled("rate", usd, PLACES));
    }

    /// The rate times the multiplier. It must come out in whole pico-USD, or the price could not be printed.
    public Rate times(Multiplier multiplier) {
        long product = Math.multiplyExact(picoUsdPerToken, multiplier.ppm());
        if (product % Multiplier.ONE_PPM != 0) {
            throw new IllegalArgumentException("rate: " + this + " times " + multiplier
                    + " is no whole pico-USD per token (expected: at most six places)");
        }
        return new Rate(product / Multiplier.ONE_PPM);
    }

    public Rate max(Rate other) {
        return picoUsdPerToken >= other.picoUsdPerToken ? this : other;
    }

    @JsonValue
    public String perMillion() {
        return Decimals.plain(BigDecimal.valueOf(picoUsdPerToken, PLACES));
    }

    @Override
    public int compareTo(Rate other) {
        return Long.compare(picoUsdPerToken, other.picoUsdPerToken);
    }

    @Override
    public String toString() {
        return "$" + perMillion() + "/M";
    }
}
