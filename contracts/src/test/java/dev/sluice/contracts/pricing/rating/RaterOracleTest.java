package dev.sluice.contracts.pricing.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.pricing.ModelPrice;
import dev.sluice.contracts.pricing.Multiplier;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PriceBookJson;
import dev.sluice.contracts.pricing.Rates;
import dev.sluice.contracts.pricing.ServiceTerms;
import dev.sluice.contracts.usage.TokenClass;
import dev.sluice.contracts.usage.TokenUsage;

import static org.assertj.core.api.Assertions.assertThat;

/// Compares the rater with arithmetic that cannot overflow or round by accident, over random requests against
/// books with random margins. The seed is in every failure; `-Dseed=` replays it.
class RaterOracleTest {

    private static final long SEED = Long.getLong("seed", 20_261_123L);
    private static final int REQUESTS = 20_000;
    private static final BigDecimal PICOS_PER_NANO = BigDecimal.valueOf(1_000);
    private static final Instant DAY = Instant.parse("2026-11-23T12:00:00Z");

    private final RandomGenerator random = new Random(SEED);
    private final PriceBook shipped = PriceBookJson.shipped();
    private final List<String> models = List.copyOf(shipped.models().keySet());

    @Test
    void agreesWithExactDecimals() {
        for (int i = 0; i < REQUESTS; i++) {
            PriceBook book = bookWithMargin();
            RatingInput input = request(book);

            Rating.Priced priced = (Rating.Priced) Rater.rate(book, input);

            BigDecimal exact = exactPico(book, input);
            assertThat(priced.charge().nanos()).as("seed %d, request %d: %s", SEED, i, input)
                    .isEqualTo(exact.divide(PICOS_PER_NANO, 0, RoundingMode.HALF_EVEN).longValueExact());
            assertThat(priced.residualPico()).as("residue, seed %d, request %d: %s", SEED, i, input).isEqualTo(
                    exact.subtract(BigDecimal.valueOf(priced.charge().nanos()).multiply(PICOS_PER_NANO))
                            .setScale(0, RoundingMode.FLOOR).longValueExact());
        }
    }

    @Test
    void aCeilingIsNeverBelowTheCharge() {
        for (int i = 0; i < REQUESTS; i++) {
            PriceBook book = bookWithMargin();
            RatingInput input = request(book);
            ModelPrice model = book.find(input.modelAsked()).orElseThrow().price();
            long sent = input.tokens().allInput();

            Ceiling ceiling = Ceiling.of(book, model, input.servedAs(), sent, DAY);

            RatingInput withoutSearches = new RatingInput(input.modelAsked(), null, input.tokens(), 0,
                    input.servedAs(), DAY);
            Rating.Priced priced = (Rating.Priced) Rater.rate(book, withoutSearches);
            assertThat(ceiling.cost(sent, input.tokens().output())).as("seed %d, request %d: %s", SEED, i, input)
                    .isGreaterThanOrEqualTo(priced.charge());
        }
    }

    private BigDecimal exactPico(PriceBook book, RatingInput input) {
        ModelPrice model = book.find(input.modelAsked()).orElseThrow().price();
        ServiceTerms terms = book.termsOf(model);
        ServedAs served = input.servedAs();
        Rates rates = model.ratesFor(DAY, served.speed(), input.tokens().allInput());
        BigDecimal tokens = Arrays.stream(TokenClass.values())
                .map(c -> BigDecimal.valueOf(input.tokens().of(c)).multiply(
                        BigDecimal.valueOf(rates.of(c).picoUsdPerToken())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal searches = BigDecimal.valueOf(input.webSearches())
                .multiply(BigDecimal.valueOf(terms.webSearch().picoUsd()));
        return tokens.multiply(factor(served.tier() == null ? null : terms.tiers().get(served.tier())))
                .multiply(factor(served.geography() == null ? null : terms.geographies().get(served.geography())))
                .add(searches).multiply(factor(book.charge()));
    }

    private static BigDecimal factor(@Nullable Multiplier multiplier) {
        return multiplier == null ? BigDecimal.ONE : BigDecimal.valueOf(multiplier.ppm(), 6);
    }

    private PriceBook bookWithMargin() {
        Multiplier margin = random.nextBoolean() ? Multiplier.ONE : new Multiplier(random.nextInt(1, 10_000_001));
        return new PriceBook(shipped.id(), shipped.effectiveFrom(), margin, shipped.services(), shipped.models(),
                shipped.aliases());
    }

    private RatingInput request(PriceBook book) {
        String model = models.get(random.nextInt(models.size()));
        ServiceTerms terms = book.termsOf(book.find(model).orElseThrow().price());
        ServedAs servedAs = new ServedAs(anyOf(terms.tiers().keySet()), random.nextInt(4) == 0 ? "fast" : null,
                anyOf(terms.geographies().keySet()));
        TokenUsage tokens = new TokenUsage(count(), count(), count(), count(), count(), count(), count(), 0);
        return new RatingInput(model, null, tokens, random.nextInt(3), servedAs, DAY);
    }

    private @Nullable String anyOf(Iterable<String> names) {
        List<String> all = new ArrayList<>();
        names.forEach(all::add);
        int index = random.nextInt(all.size() + 1);
        return index == all.size() ? null : all.get(index);
    }

    /// Mostly everyday sizes, sometimes zero, sometimes the bound.
    private long count() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> 0;
            case 3 -> TokenUsage.CLASS_MAX;
            case 4 -> random.nextLong(TokenUsage.CLASS_MAX);
            default -> random.nextLong(400_000);
        };
    }
}
