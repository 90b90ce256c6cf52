package dev.sluice.relay.body;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SharedBudgetTest {

    private static final long MB = 1024 * 1024;

    private final SharedBudget budget = new SharedBudget(512 * MB);

    @Test
    void oneOwnerGetsHalfAndLeavesTheRestToOthers() {
        assertThat(budget.of("ada").take(256 * MB)).isTrue();
        assertThat(budget.of("ada").hasRoom(1)).isFalse();
        assertThat(budget.of("ada").take(1)).isFalse();

        assertThat(budget.of("bob").take(256 * MB)).isTrue();
        assertThat(budget.takenBytes()).isEqualTo(512 * MB);
    }

    @Test
    void togetherTheyGetTheWhole() {
        assertThat(budget.of("ada").take(200 * MB)).isTrue();
        assertThat(budget.of("bob").take(200 * MB)).isTrue();

        assertThat(budget.of("eve").take(113 * MB)).isFalse();
        assertThat(budget.of("eve").take(112 * MB)).isTrue();
    }

    @Test
    void whatIsRefusedTakesNothingAndWhatIsGivenBackIsFree() {
        assertThat(budget.of("ada").take(257 * MB)).isFalse();
        assertThat(budget.takenBytes()).isZero();
        budget.of("ada").count(300 * MB);
        assertThat(budget.takenBytes()).isEqualTo(300 * MB);

        budget.of("ada").giveBack(300 * MB);

        assertThat(budget.of("ada").take(256 * MB)).isTrue();
    }

    @Test
    void aSmallBudgetHoldsALargeBodyOfAnybody() {
        SharedBudget small = new SharedBudget(40 * MB);

        assertThat(small.of("ada").take(40 * MB)).isTrue();
        assertThat(small.of("bob").take(1)).isFalse();
    }
}
