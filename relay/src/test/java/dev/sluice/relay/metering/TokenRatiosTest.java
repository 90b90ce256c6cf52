package dev.sluice.relay.metering;

import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.usage.TokenUsage;

import static org.assertj.core.api.Assertions.assertThat;

class TokenRatiosTest {

    private final TokenRatios ratios = new TokenRatios();
    private final TokenRatios.OfModel model = ratios.of("m");

    @Test
    void isFourBytesATokenUntilEnoughWasSeen() {
        learn(15, 20_000, 10_000);
        assertThat(model.inputTokens(4_001)).isEqualTo(1_001);

        learn(1, 20_000, 10_000);
        assertThat(model.inputTokens(4_000)).isEqualTo(2_000);
        assertThat(model.outputTokens(4_000)).isEqualTo(1_000);
    }

    @Test
    void countsCachedInputToo() {
        for (int i = 0; i < 20; i++) {
            model.learnInput(50_000, new TokenUsage(500, 7, 9_000, 300, 0, 200, 0, 0));
        }

        assertThat(model.inputTokens(5_000)).isEqualTo(1_000);
    }

    @Test
    void staysOnTheHighSideWhereRequestsDiffer() {
        Random random = new Random(4);
        for (int i = 0; i < 1_000; i++) {
            model.learnInput(Math.round(10_000 * (4 + random.nextGaussian() / 4)), TokenUsage.of(10_000, 1));
        }

        assertThat(model.inputTokens(40_000)).isBetween(10_500L, 12_500L);
    }

    @Test
    void isNotMovedByWhatIsNoText() {
        learn(100, 20_000, 10_000);
        learn(1_000, 5_000_000, 1_000);
        learn(1_000, 30, 20);
        learn(1_000, 1_000, 10_000);

        assertThat(model.inputTokens(4_000)).isEqualTo(2_000);
    }

    @Test
    void nobodyCanMoveItBeyondWhatTextCanBe() {
        learn(1_000, 120_000, 10_000);
        assertThat(model.inputTokens(6_000)).isEqualTo(1_000);

        learn(10_000, 10_000, 10_000);
        assertThat(model.inputTokens(6_000)).isEqualTo(4_000);
    }

    @Test
    void reasoningThatNobodySawTeachesNothingAboutText() {
        for (int i = 0; i < 100; i++) {
            model.learnOutput(2_000, new TokenUsage(1, 1_000, 0, 0, 0, 0, 0, 900));
        }
        assertThat(model.outputTokens(4_000)).isEqualTo(1_000);

        for (int i = 0; i < 100; i++) {
            model.learnOutput(2_000, TokenUsage.of(1, 1_000));
        }
        assertThat(model.outputTokens(4_000)).isEqualTo(2_000);
    }

    @Test
    void keepsABoundedNumberOfModels() {
        for (int i = 0; i < TokenRatios.MODELS_MAX + 10; i++) {
            ratios.of("model-" + i);
        }

        assertThat(ratios.of("m")).isSameAs(model);
        assertThat(ratios.of("another")).isNotSameAs(ratios.of("another"));
    }

    private void learn(int times, long bytes, long tokens) {
        for (int i = 0; i < times; i++) {
            model.learnInput(bytes, TokenUsage.of(tokens, 1));
        }
    }
}
