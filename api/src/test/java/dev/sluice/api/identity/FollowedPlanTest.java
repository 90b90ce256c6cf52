package dev.sluice.api.identity;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.IdentityCommand.ChangeLimits;
import dev.sluice.contracts.identity.IdentityCommand.ChangePlan;
import dev.sluice.contracts.identity.IdentityCommand.FollowPlan;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.money.NanoUsd;

import static dev.sluice.api.identity.Scenario.ADA;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// When the plans of an installation change, those who are on them follow.
class FollowedPlanTest {

    private static final FollowPlan FREE_MEANS_FIVE = new FollowPlan(ADA, "free", PlanMode.STRICT,
            new Limits(5L, 50L, null, null, null), Budgets.NONE, NanoUsd.ZERO, "plans", "changed");

    private final Scenario scenario = Scenario.withAda();

    @Test
    void whoIsOnThePlanHasItsNewTerms() {
        scenario.given(FREE_MEANS_FIVE);

        assertThat(ada().limits()).isEqualTo(new Limits(5L, 50L, null, null, null));
        assertThat(ada().mode()).isEqualTo(PlanMode.STRICT);
    }

    @Test
    void limitsOfOnesOwnStay() {
        scenario.given(new ChangeLimits(ADA, new Limits(10L, null, null, null, null), Budgets.NONE, "operator", "why"),
                FREE_MEANS_FIVE);

        assertThat(ada().limits()).isEqualTo(new Limits(10L, 50L, null, null, null));
    }

    @Test
    void whoHasLeftThePlanMeanwhileStays() {
        scenario.given(new ChangePlan(ADA, "pro", "operator", "why"));

        assertThat(scenario.when(FREE_MEANS_FIVE)).isEqualTo(Decision.done(ADA));
        assertThat(ada().plan()).isEqualTo("pro");
    }

    @Test
    void theSameAgainChangesNothing() {
        scenario.given(FREE_MEANS_FIVE);

        assertThat(scenario.when(FREE_MEANS_FIVE)).isEqualTo(Decision.done(ADA));
        scenario.given(new ChangePlan(ADA, "pro", "operator", "why"));
        assertThat(scenario.when(new ChangePlan(ADA, "pro", "operator", "why"))).isEqualTo(Decision.done(ADA));
    }

    private UserView ada() {
        return requireNonNull(scenario.rows.user(ADA)).view();
    }
}
