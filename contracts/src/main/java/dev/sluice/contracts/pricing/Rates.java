package dev.sluice.contracts.pricing;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.TokenClass;

import static java.util.Objects.requireNonNull;

/// One rate per token class.
public record Rates(
        Rate input,
        Rate output,
        Rate cacheRead,
        Rate cacheWrite5m,
        Rate cacheWrite30m,
        Rate cacheWrite1h,
        Rate cacheWrite12h) {

    /// A cache lifetime that the provider does not sell costs what its dearest one does; without any, a write
    /// costs what plain input does.
    @JsonCreator
    static Rates of(Rate input, Rate output, Rate cacheRead, @Nullable Rate cacheWrite5m,
            @Nullable Rate cacheWrite30m, @Nullable Rate cacheWrite1h, @Nullable Rate cacheWrite12h) {
        Rate dearest = dearest(dearest(dearest(cacheWrite5m, cacheWrite30m), cacheWrite1h), cacheWrite12h);
        Rate otherwise = dearest == null ? input : dearest;
        return new Rates(requireNonNull(input, "rates: input is missing"),
                requireNonNull(output, "rates: output is missing"),
                requireNonNull(cacheRead, "rates: cacheRead is missing"), or(cacheWrite5m, otherwise),
                or(cacheWrite30m, otherwise),
                or(cacheWrite1h, otherwise), or(cacheWrite12h, otherwise));
    }

    public Rate of(TokenClass tokenClass) {
        return switch (tokenClass) {
            case INPUT -> input;
            case OUTPUT -> output;
            case CACHE_READ -> cacheRead;
            case CACHE_WRITE_5M -> cacheWrite5m;
            case CACHE_WRITE_30M -> cacheWrite30m;
            case CACHE_WRITE_1H -> cacheWrite1h;
            case CACHE_WRITE_12H -> cacheWrite12h;
        };
    }

    /// What a token of the request can cost at most, whatever class it turns out to be in.
    public Rate dearestInput() {
        return input.max(cacheRead).max(cacheWrite5m).max(cacheWrite30m).max(cacheWrite1h).max(cacheWrite12h);
    }

    public Rates times(Multiplier onInput, Multiplier onOutput) {
        return new Rates(input.times(onInput), output.times(onOutput), cacheRead.times(onInput),
                cacheWrite5m.times(onInput), cacheWrite30m.times(onInput), cacheWrite1h.times(onInput),
                cacheWrite12h.times(onInput));
    }

    private static Rate or(@Nullable Rate rate, Rate otherwise) {
        return rate == null ? otherwise : rate;
    }

    private static @Nullable Rate dearest(@Nullable Rate one, @Nullable Rate other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.max(other);
    }
}
