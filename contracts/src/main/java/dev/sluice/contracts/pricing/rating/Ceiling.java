package dev.sluice.contracts.pricing.rating;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.pricing.ModelPrice;
import dev.sluice.contracts.pricing.Multiplier;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.Rate;
import dev.sluice.contracts.pricing.Rates;
import dev.sluice.contracts.pricing.ServiceTerms;

/// What a token of a request can cost at most, known before the provider is called: what reservations are
/// made of. Pico-USD per token, every factor included and rounded up; never below what `Rater` will charge for
/// a request that was asked for as stated.
///
/// @param inputPico
///            of one token that is sent, in the dearest class it may turn out to be in
/// @param outputPico
///            of one token that is answered, shown or not
public record Ceiling(long inputPico, long outputPico) {

    private static final long PICOS_PER_NANO = 1_000;

    /// The ceiling for a request that sends at most `inputTokensMax` tokens and asks to be served `as`. A cheaper
    /// tier is a wish, so it lowers nothing; a tier nobody knows costs what the dearest does.
    public static Ceiling of(PriceBook book, ModelPrice model, ServedAs as, long inputTokensMax, Instant at) {
        ServiceTerms terms = book.termsOf(model);
        Rates longest = model.ratesFor(at, as.speed(), inputTokensMax);
        Rates shortest = model.ratesFor(at, as.speed(), 0);
        Multiplier onTokens = dearest(terms.tiers(), as.tier()).times(dearest(terms.geographies(), as.geography()));
        Rate input = longest.dearestInput().max(shortest.dearestInput());
        Rate output = longest.output().max(shortest.output());
        return new Ceiling(ceiled(input, onTokens, book.charge()), ceiled(output, onTokens, book.charge()));
    }

    /// Rounded up to a nano-dollar. Throws `ArithmeticException` when that is beyond `NanoUsd`.
    public NanoUsd cost(long inputTokens, long outputTokens) {
        return NanoUsd.of(costNanos(inputTokens, outputTokens));
    }

    /// As `cost`, for a caller that counts in plain numbers.
    public long costNanos(long inputTokens, long outputTokens) {
        long pico = Math.addExact(Math.multiplyExact(inputPico, inputTokens),
                Math.multiplyExact(outputPico, outputTokens));
        return Math.ceilDiv(pico, PICOS_PER_NANO);
    }

    private static Multiplier dearest(Map<String, Multiplier> known, @Nullable String asked) {
        Multiplier multiplier = asked == null ? Multiplier.ONE : known.get(asked);
        if (multiplier != null) {
            return multiplier.max(Multiplier.ONE);
        }
        return known.values().stream().reduce(Multiplier.ONE, Multiplier::max);
    }

    private static long ceiled(Rate rate, Multiplier onTokens, Multiplier charge) {
        long pico = Math.ceilDiv(Math.multiplyExact(rate.picoUsdPerToken(), onTokens.ppm()), (long) Multiplier.ONE_PPM);
        return Math.ceilDiv(Math.multiplyExact(pico, charge.ppm()), (long) Multiplier.ONE_PPM);
    }
}
