package dev.sluice.relay.metering;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.pricing.ModelPrice;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PriceBookJson;
import dev.sluice.contracts.pricing.rating.ServedAs;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.dialect.RequestFacts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class EstimateTest {

    private static final PriceBook BOOK = PriceBookJson.shipped();
    private static final ModelPrice OPUS = requireNonNull(BOOK.models().get("claude-opus-5-5"));

    private final TokenRatios.OfModel learnt = new TokenRatios().of("claude-opus-5-5");

    @Test
    void strictReservesEveryByteAsATokenAndAllOfTheOutput() {
        Estimate estimate = estimate(PlanMode.STRICT, 1_000L, 1, false);

        assertThat(estimate.tokens()).isEqualTo(TokenUsage.of(4_000, 1_000));
        assertThat(estimate.outputMax()).isEqualTo(1_000);
        assertThat(estimate.cost()).isEqualTo(estimate.ceiling().cost(4_000, 1_000));
    }

    @Test
    void chunkedReservesAQuarterOfTheBytesAndASlice() {
        assertThat(estimate(PlanMode.CHUNKED, 128_000L, 1, false).tokens()).isEqualTo(TokenUsage.of(1_000, 2_048));
        assertThat(estimate(PlanMode.POSTPAID, 100L, 1, false).tokens()).isEqualTo(TokenUsage.of(1_000, 100));
    }

    @Test
    void whatWasLearntMovesTheEstimateButNeverAStrictOne() {
        for (int i = 0; i < 100; i++) {
            learnt.learnInput(200_000, TokenUsage.of(100_000, 1));
        }

        assertThat(estimate(PlanMode.CHUNKED, 100L, 1, false).tokens().input()).isEqualTo(2_000);
        assertThat(estimate(PlanMode.STRICT, 100L, 1, false).tokens().input()).isEqualTo(4_000);
    }

    @Test
    void theModelBoundsWhatTheClientLeavesOpen() {
        assertThat(estimate(PlanMode.STRICT, null, 1, false).tokens().output()).isEqualTo(OPUS.maxOutput());
        assertThat(estimate(PlanMode.STRICT, 10_000_000L, 1, false).tokens().output()).isEqualTo(OPUS.maxOutput());
        assertThat(estimate(PlanMode.STRICT, 10L, 3, false).tokens().output()).isEqualTo(30);
    }

    @Test
    void inputThatLiesElsewhereMayFillTheContextWindow() {
        assertThat(estimate(PlanMode.CHUNKED, 10L, 1, true).tokens().input()).isEqualTo(OPUS.contextWindow());
    }

    private Estimate estimate(PlanMode mode, @Nullable Long maxTokens, int choices, boolean refersToStored) {
        RequestFacts facts = new RequestFacts("claude-opus-5-5", true, maxTokens, choices, ServedAs.STANDARD, false,
                refersToStored, false, null);
        return Estimate.of(BOOK, OPUS, facts, mode, 4_000, learnt, BOOK.effectiveFrom());
    }
}
