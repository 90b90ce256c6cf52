package dev.sluice.contracts.pricing.rating;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.pricing.ModelPrice;
import dev.sluice.contracts.pricing.Multiplier;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PricedModel;
import dev.sluice.contracts.pricing.Rates;
import dev.sluice.contracts.pricing.ServiceTerms;
import dev.sluice.contracts.pricing.rating.Rating.Flag;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.RatedUsage.Line;
import dev.sluice.contracts.usage.TokenClass;
import dev.sluice.contracts.usage.TokenUsage;

/// Prices a request (metering §5). The model that answered decides; where the book does not have it, the
/// model that was asked for does, and the rating is flagged.
public final class Rater {

    private static final TokenClass[] CLASSES = TokenClass.values();
    private static final long PPM = Multiplier.ONE_PPM;
    private static final long PICOS_PER_NANO = 1_000;
    private static final long PPM_SQUARED = PPM * PPM;
    /// What a sum of pico-dollars times two factors in ppm is divided by to become nano-dollars.
    private static final long DIVISOR = PPM_SQUARED * PICOS_PER_NANO;

    private Rater() {}

    /// Throws `ArithmeticException` when the charge does not fit into `NanoUsd`: such usage is implausible.
    public static Rating rate(PriceBook book, RatingInput input) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        Optional<PricedModel> model = answered(book, input, flags);
        return model.isEmpty() ? new Rating.Unpriced(input.modelAsked()) : priced(book, model.get(), input, flags);
    }

    private static Optional<PricedModel> answered(PriceBook book, RatingInput input, Set<Flag> flags) {
        String answered = input.modelAnswered();
        if (answered == null) {
            return book.find(input.modelAsked());
        }
        Optional<PricedModel> found = book.find(answered);
        if (found.isEmpty()) {
            flags.add(Flag.ANSWERED_MODEL_UNKNOWN);
            return book.find(input.modelAsked());
        }
        return found;
    }

    private static Rating priced(PriceBook book, PricedModel model, RatingInput input, Set<Flag> flags) {
        ModelPrice price = model.price();
        ServiceTerms terms = book.termsOf(price);
        ServedAs served = input.servedAs();
        Multiplier tier = factor(terms.tiers(), served.tier(), Flag.TIER_UNKNOWN, flags);
        Multiplier geography = factor(terms.geographies(), served.geography(), Flag.GEOGRAPHY_UNKNOWN, flags);
        if (!price.hasSpeed(served.speed())) {
            flags.add(Flag.SPEED_UNKNOWN);
        }
        long allInput = input.tokens().allInput();
        List<Line> lines = lines(price.ratesFor(input.admittedAt(), served.speed(), allInput), input.tokens());
        Wide tokens = Wide.product(sum(lines), tier.times(geography).ppm());
        Wide searches = Wide.product(Math.multiplyExact(input.webSearches(), terms.webSearch().picoUsd()), PPM);
        Wide exact = tokens.plus(searches).times(book.charge().ppm());
        Wide.Quotient quotient = exact.dividedBy(DIVISOR);
        boolean up = quotient.roundsUp(DIVISOR);
        long residue = Math.floorDiv(up ? quotient.remainder() - DIVISOR : quotient.remainder(), PPM_SQUARED);
        return new Rating.Priced(NanoUsd.of(up ? Math.incrementExact(quotient.whole()) : quotient.whole()), residue,
                model.id(), price.stepPassed(allInput), lines, input.webSearches(), terms.webSearch(),
                multipliers(book, served, tier, geography), List.copyOf(flags));
    }

    private static Multiplier factor(Map<String, Multiplier> known, @Nullable String name, Flag unknown,
            Set<Flag> flags) {
        if (name == null) {
            return Multiplier.ONE;
        }
        Multiplier multiplier = known.get(name);
        if (multiplier == null) {
            flags.add(unknown);
            return Multiplier.ONE;
        }
        return multiplier;
    }

    private static List<Line> lines(Rates rates, TokenUsage tokens) {
        List<Line> lines = new ArrayList<>(CLASSES.length);
        for (TokenClass tokenClass : CLASSES) {
            long count = tokens.of(tokenClass);
            if (count > 0) {
                lines.add(new Line(tokenClass, count, rates.of(tokenClass).picoUsdPerToken()));
            }
        }
        return lines;
    }

    /// Exact: seven classes at the bounds of `TokenUsage` and `Rate` stay below 2^63.
    private static long sum(List<Line> lines) {
        long sum = 0;
        for (Line line : lines) {
            sum = Math.addExact(sum, line.tokens() * line.picoUsdPerToken());
        }
        return sum;
    }

    private static List<RatedUsage.Multiplier> multipliers(
            PriceBook book, ServedAs served, Multiplier tier, Multiplier geography) {
        List<RatedUsage.Multiplier> applied = new ArrayList<>(0);
        addUnlessOne(applied, "tier ", served.tier(), tier);
        addUnlessOne(applied, "geography ", served.geography(), geography);
        addUnlessOne(applied, "charge ", book.id().value(), book.charge());
        return applied;
    }

    private static void addUnlessOne(
            List<RatedUsage.Multiplier> applied, String kind, @Nullable String name, Multiplier multiplier) {
        if (name != null && !multiplier.isOne()) {
            applied.add(new RatedUsage.Multiplier(kind + name, multiplier.ppm()));
        }
    }
}
