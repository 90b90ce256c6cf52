package dev.sluice.contracts.pricing.rating;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PriceBookJson;
import dev.sluice.contracts.usage.TokenUsage;

import static org.assertj.core.api.Assertions.assertThat;

/// What the real Claude Code computed for known usage, observed on 2026-11-22. The shipped price book must
/// come to the same amounts, exactly.
class CostVectorsTest {

    private static final PriceBook BOOK = PriceBookJson.shipped();
    private static final Instant DAY = Instant.parse("2026-11-23T12:00:00Z");
    private static final TokenUsage U = new TokenUsage(101, 47, 30_011, 1_500, 0, 503, 0, 0);

    @ParameterizedTest
    @CsvSource({
            "claude-opus-5-5, 0.0188702",
            "claude-sonnet-5-5, 0.0094351",
            "claude-haiku-5-5, 0.00062181",
            "claude-opus-4-8, 0.0310905",
            "claude-sonnet-4-6, 0.0186543"})
    void pricesEveryClassOfTokens(String model, String usd) {
        assertThat(charge(model, U, 0, ServedAs.STANDARD)).isEqualTo(NanoUsd.parse(usd));
    }

    @Test
    void addsWebSearches() {
        assertThat(charge("claude-opus-5-5", U, 3, ServedAs.STANDARD)).isEqualTo(NanoUsd.parse("0.0488702"));
    }

    @ParameterizedTest
    @CsvSource({
            "claude-haiku-5-5, 100000, 0.0105",
            "claude-haiku-5-5, 100001, 0.0525005",
            "claude-sonnet-4-6, 300000, 0.915",
            "claude-sonnet-4-5, 300000, 0.915"})
    void stepsUpForLongPromptsWhereTheModelHasAStep(String model, long input, String usd) {
        assertThat(charge(model, TokenUsage.of(input, 1_000), 0, ServedAs.STANDARD)).isEqualTo(NanoUsd.parse(usd));
    }

    @Test
    void pricesThePriorityTierOfClaudeLikeStandard() {
        ServedAs priority = new ServedAs("priority", "standard", "not_available");

        assertThat(charge("claude-opus-5-5", TokenUsage.of(100_000, 1_000), 0, priority))
                .isEqualTo(NanoUsd.parse("0.42"));
    }

    private static NanoUsd charge(String model, TokenUsage tokens, long webSearches, ServedAs servedAs) {
        RatingInput input = new RatingInput(model, model, tokens, webSearches, servedAs, DAY);
        Rating.Priced priced = (Rating.Priced) Rater.rate(BOOK, input);
        assertThat(priced.residualPico()).isZero();
        assertThat(priced.flags()).isEmpty();
        return priced.charge();
    }
}
