package dev.sluice.contracts.usage;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TokenUsageTest {

    private static final TokenUsage USAGE = new TokenUsage(1, 20, 300, 4_000, 50_000, 600_000, 7_000_000, 7);

    @Test
    void theClassesAreDisjointSoTheTotalIsTheirSum() {
        long sum = Arrays.stream(TokenClass.values()).mapToLong(USAGE::of).sum();

        assertThat(USAGE.total()).isEqualTo(sum).isEqualTo(7_654_321);
        assertThat(USAGE.allInput()).isEqualTo(sum - USAGE.output());
    }

    @Test
    void cacheReadsWeighNothingAgainstTokensPerMinute() {
        assertThat(USAGE.limited()).isEqualTo(USAGE.total() - USAGE.cacheRead());
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> TokenUsage.of(-1, 0)).withMessageContaining("input=-1");
        assertThatIllegalArgumentException().isThrownBy(() -> TokenUsage.of(0, TokenUsage.CLASS_MAX + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenUsage(0, 1, 0, 0, 0, 0, 0, 2))
                .withMessageContaining("reasoning=2");
    }
}
