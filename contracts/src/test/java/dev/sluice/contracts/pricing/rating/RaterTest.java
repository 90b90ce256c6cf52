package dev.sluice.contracts.pricing.rating;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.pricing.Multiplier;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PriceBookJson;
import dev.sluice.contracts.pricing.UsePrice;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.usage.TokenClass;
import dev.sluice.contracts.usage.TokenUsage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RaterTest {

    private static final PriceBook BOOK = PriceBookJson.shipped();
    private static final Instant DAY = Instant.parse("2026-11-23T12:00:00Z");
    private static final TokenUsage MILLION = TokenUsage.of(1_000_000, 0);

    @Test
    void explainsTheChargeByLinesAndMultipliers() {
        TokenUsage tokens = new TokenUsage(100, 10, 1_000, 0, 0, 0, 0, 4);

        assertThat(priced("claude-opus-5-5", tokens, new ServedAs("batch", null, "us"))).isEqualTo(new Rating.Priced(
                NanoUsd.of(440_000), 0, "claude-opus-5-5", 0,
                List.of(new RatedUsage.Line(TokenClass.INPUT, 100, 4_000_000),
                        new RatedUsage.Line(TokenClass.OUTPUT, 10, 20_000_000),
                        new RatedUsage.Line(TokenClass.CACHE_READ, 1_000, 200_000)),
                0, UsePrice.parse("0.01"),
                List.of(new RatedUsage.Multiplier("tier batch", 500_000),
                        new RatedUsage.Multiplier("geography us", 1_100_000)),
                List.of()));
    }

    /// 10¹² tokens' worth of pico-dollars × 1.1 in ppm needs 65 bits.
    @Test
    void multipliesBeyondSixtyFourBits() {
        RatingInput input = new RatingInput("claude-opus-4-1", null, MILLION, 0, new ServedAs(null, null, "us"), DAY);

        assertThat(charge(input)).isEqualTo(NanoUsd.parse("16.5"));
        assertThatThrownBy(() -> Math.multiplyExact(1_000_000L * 15_000_000L, 1_100_000L))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void ratesAGreatestImaginableRequestExactly() {
        TokenUsage tokens = new TokenUsage(TokenUsage.CLASS_MAX, TokenUsage.CLASS_MAX, TokenUsage.CLASS_MAX,
                TokenUsage.CLASS_MAX, TokenUsage.CLASS_MAX, TokenUsage.CLASS_MAX, TokenUsage.CLASS_MAX, 0);

        assertThat(priced("claude-opus-4-6", tokens, new ServedAs(null, "fast", "us")).charge())
                .isEqualTo(NanoUsd.parse(new BigDecimal("400500").multiply(new BigDecimal("1.1"))
                        .toPlainString()));
    }

    @ParameterizedTest
    @CsvSource({"2026-10-06T23:59:59.999Z, 0.20", "2026-10-07T00:00:00Z, 0.10"})
    void readsTheRateOfTheDay(Instant admittedAt, String usd) {
        TokenUsage reads = new TokenUsage(0, 0, 1_000_000, 0, 0, 0, 0, 0);

        assertThat(charge(new RatingInput("claude-sonnet-5-5", null, reads, 0, ServedAs.STANDARD, admittedAt)))
                .isEqualTo(NanoUsd.parse(usd));
    }

    @ParameterizedTest
    @CsvSource({"272000, 1000, 0.554", "272001, 1000, 1.103004"})
    void doublesInputAndRaisesOutputOfLongGptRequests(long input, long output, String usd) {
        assertThat(priced("gpt-6.1-sol", TokenUsage.of(input, output), ServedAs.STANDARD).charge())
                .isEqualTo(NanoUsd.parse(usd));
    }

    @ParameterizedTest
    @CsvSource({"default, 2", "flex, 1", "batch, 1", "priority, 4", "fast, 4"})
    void appliesTheTierThatTheAnswerNames(String tier, String usd) {
        assertThat(priced("gpt-6.1-sol", TokenUsage.of(0, 200_000), new ServedAs(tier, null, null)).charge())
                .isEqualTo(NanoUsd.parse(usd));
    }

    @Test
    void writesOfThirtyMinutesAndTwelveHoursHaveTheirOwnRates() {
        TokenUsage writes = new TokenUsage(0, 0, 0, 0, 100_000, 0, 100_000, 0);

        assertThat(priced("gpt-6.2-sol", writes, ServedAs.STANDARD).charge()).isEqualTo(NanoUsd.parse("0.75"));
        assertThat(priced("gpt-5.5", writes, ServedAs.STANDARD).charge()).isEqualTo(NanoUsd.parse("1"));
    }

    @Test
    void fastHasARowOfItsOwn() {
        assertThat(priced("claude-opus-4-7", MILLION, new ServedAs(null, "fast", null)).charge())
                .isEqualTo(NanoUsd.parse("30"));
    }

    @Test
    void geographyRaisesTokensButNoTool() {
        RatingInput input = new RatingInput("claude-opus-5-5", null, MILLION, 2, new ServedAs(null, null, "us"), DAY);

        assertThat(charge(input)).isEqualTo(NanoUsd.parse("4.42"));
    }

    @Test
    void theChargeMultiplierRaisesTokensAndTools() {
        PriceBook dearer = new PriceBook(new PriceBookId("pb-2026-12-01.1"), DAY, Multiplier.parse("1.25"),
                BOOK.services(), BOOK.models(), BOOK.aliases());
        RatingInput input = new RatingInput("claude-opus-5-5", null, MILLION, 1, ServedAs.STANDARD, DAY);

        assertThat(Rater.rate(dearer, input)).isInstanceOfSatisfying(Rating.Priced.class, priced -> {
            assertThat(priced.charge()).isEqualTo(NanoUsd.parse("5.0125"));
            assertThat(priced.multipliers())
                    .containsExactly(new RatedUsage.Multiplier("charge pb-2026-12-01.1", 1_250_000));
        });
    }

    @ParameterizedTest
    @CsvSource({"0.004, 0, 400", "0.005, 0, 500", "0.006, 1, -400", "0.015, 2, -500"})
    void roundsOnceHalfToEvenAndKeepsTheResidue(String multiplier, long nanos, long residue) {
        PriceBook book = new PriceBook(BOOK.id(), DAY, Multiplier.parse(multiplier), BOOK.services(), BOOK.models(),
                BOOK.aliases());
        RatingInput oneToken = new RatingInput("claude-haiku-5-5", null, TokenUsage.of(1, 0), 0, ServedAs.STANDARD,
                DAY);

        assertThat(Rater.rate(book, oneToken)).isInstanceOfSatisfying(Rating.Priced.class, priced -> {
            assertThat(priced.charge()).isEqualTo(NanoUsd.of(nanos));
            assertThat(priced.residualPico()).isEqualTo(residue);
        });
    }

    @Test
    void anUnknownAnswerCostsWhatWasAskedForAndIsFlagged() {
        RatingInput input = new RatingInput("claude-opus-5-5", "claude-opus-9", MILLION, 0, ServedAs.STANDARD, DAY);

        assertThat(Rater.rate(BOOK, input)).isInstanceOfSatisfying(Rating.Priced.class, priced -> {
            assertThat(priced.modelPriced()).isEqualTo("claude-opus-5-5");
            assertThat(priced.charge()).isEqualTo(NanoUsd.parse("4"));
            assertThat(priced.flags()).containsExactly(Rating.Flag.ANSWERED_MODEL_UNKNOWN);
        });
    }

    @Test
    void theModelThatAnsweredDecides() {
        RatingInput input = new RatingInput("claude-opus-5-5", "claude-haiku-4-5-20251001", MILLION, 0,
                ServedAs.STANDARD, DAY);

        assertThat(charge(input)).isEqualTo(NanoUsd.parse("1"));
    }

    @Test
    void anUnknownModelIsNeverFree() {
        RatingInput input = new RatingInput("gpt-99", "gpt-99-turbo", MILLION, 0, ServedAs.STANDARD, DAY);

        assertThat(Rater.rate(BOOK, input)).isEqualTo(new Rating.Unpriced("gpt-99"));
    }

    @Test
    void wordsThatTheBookDoesNotKnowAreFlagged() {
        assertThat(priced("gpt-6-sol", MILLION, new ServedAs("ultrafast", "warp", "moon")).flags()).containsExactly(
                Rating.Flag.TIER_UNKNOWN, Rating.Flag.SPEED_UNKNOWN, Rating.Flag.GEOGRAPHY_UNKNOWN);
    }

    private static Rating.Priced priced(String model, TokenUsage tokens, ServedAs servedAs) {
        return (Rating.Priced) Rater.rate(BOOK, new RatingInput(model, model, tokens, 0, servedAs, DAY));
    }

    private static NanoUsd charge(RatingInput input) {
        return ((Rating.Priced) Rater.rate(BOOK, input)).charge();
    }
}
