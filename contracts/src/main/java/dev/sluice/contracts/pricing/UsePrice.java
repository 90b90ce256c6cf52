package dev.sluice.contracts.pricing;

import java.math.BigDecimal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// The price of one use of a tool that runs at the provider, in pico-USD. In JSON USD per use, `"0.01"`.
public record UsePrice(long picoUsd) {

    /// $100 for one use.
    public static final long PICO_MAX = 100_000_000_000_000L;

    private static final int PLACES = 12;

    public UsePrice {
        if (picoUsd < 0 || picoUsd > PICO_MAX) {
            throw new IllegalArgumentException(
                    "use price: " + picoUsd + " pico-USD (expected: 0.." + PICO_MAX + ")");
        }
    }

    @JsonCreator
    public static UsePrice parse(String usd) {
        return new UsePrice(Decimals.scaled("use price", usd, PLACES));
    }

    @JsonValue
    public String usd() {
        return Decimals.plain(BigDecimal.valueOf(picoUsd, PLACES));
    }
}
