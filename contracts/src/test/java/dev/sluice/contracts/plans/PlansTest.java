package dev.sluice.contracts.plans;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.money.NanoUsd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlansTest {

    @Test
    void shipsFourPlansByName() {
        assertThat(Plans.all()).extracting(Plan::id).isEqualTo(List.of("free", "pro", "strict", "postpaid"));
        assertThat(Plans.find("strict")).contains(Plans.STRICT);
        assertThat(Plans.find("gold")).isEmpty();
    }

    @Test
    void strictDiffersFromFreeInItsModeAlone() {
        assertThat(Plans.STRICT).isEqualTo(new Plan("strict", PlanMode.STRICT, Plans.FREE.limits(),
                Plans.FREE.budgets(), NanoUsd.ZERO));
    }

    @Test
    void aPrepaidPlanGivesNoCredit() {
        assertThatThrownBy(() -> new Plan("odd", PlanMode.CHUNKED, Limits.NONE, Budgets.NONE, NanoUsd.of(1)))
                .hasMessageContaining("plan odd: creditLimit=$0.000000001 in mode CHUNKED");
    }
}
