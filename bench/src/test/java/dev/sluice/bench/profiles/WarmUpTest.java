package dev.sluice.bench.profiles;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.sluice.bench.profiles.WarmUp.Slice;

import static org.assertj.core.api.Assertions.assertThat;

class WarmUpTest {

    private static final Slice FIRST = new Slice(900, 300);
    private static final Slice WARM = new Slice(200, 5);

    @Test
    void isSteadyOnceFourSlicesCostTheSame() {
        assertThat(WarmUp.isSteady(List.of(FIRST, WARM, WARM, WARM))).isFalse();
        assertThat(WarmUp.isSteady(List.of(FIRST, WARM, WARM, new Slice(229, 5), WARM))).isTrue();
        assertThat(WarmUp.isSteady(List.of(FIRST, WARM, WARM, new Slice(231, 5), WARM))).isFalse();
    }

    @Test
    void isNotSteadyWhileItCompiles() {
        assertThat(WarmUp.isSteady(List.of(WARM, WARM, WARM, new Slice(200, 25)))).isFalse();
    }
}
