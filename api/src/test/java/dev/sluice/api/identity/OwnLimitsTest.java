package dev.sluice.api.identity;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.IdentityCommand.ChangeLimits;
import dev.sluice.contracts.identity.IdentityCommand.ChangePlan;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.plans.Plans;

import static dev.sluice.api.identity.Scenario.ADA;
import static dev.sluice.api.identity.Scenario.BOB;
import static dev.sluice.api.identity.Scenario.createKey;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// A user's own limits stand in the place of the plan's, one by one, whatever becomes of the plan.
class OwnLimitsTest {

    private static final Limits TEN_A_MINUTE = new Limits(10L, null, null, null, null);
    private static final Budgets A_DOLLAR_A_DAY = new Budgets(null, NanoUsd.parse("1"), null, null, null);

    private static final Limits FREE = Plans.SHIPPED.first().limits();
    private static final Limits PRO = Plans.SHIPPED.find("pro").orElseThrow().limits();

    private final Scenario scenario = Scenario.withAda();

    @Test
    void whatIsNotGivenIsThePlans() {
        scenario.given(change(TEN_A_MINUTE, A_DOLLAR_A_DAY));

        assertThat(ada().limits()).isEqualTo(new Limits(10L, FREE.rpd(), FREE.tpm(), null, FREE.concurrency()));
        assertThat(ada().budgets()).isEqualTo(A_DOLLAR_A_DAY);
    }

    @Test
    void theyOutliveAChangeOfPlanAndEndWhenTakenBack() {
        scenario.given(change(TEN_A_MINUTE, Budgets.NONE), new ChangePlan(ADA, "pro", "operator", "why"));
        assertThat(ada().limits().rpm()).isEqualTo(10);
        assertThat(ada().limits().rpd()).isEqualTo(PRO.rpd());

        scenario.given(change(Limits.NONE, Budgets.NONE));
        assertThat(ada().limits()).isEqualTo(PRO);
    }

    @Test
    void aKeyIsMadeWithinThem() {
        scenario.given(change(TEN_A_MINUTE, Budgets.NONE));

        assertThat(scenario.when(createKey(ADA, 1, new Limits(11L, null, null, null, null))).refusal())
                .isEqualTo(Refusal.LIMIT_ABOVE_PLAN);
        assertThat(scenario.when(createKey(ADA, 1, TEN_A_MINUTE)).refusal()).isNull();
    }

    @Test
    void theSameAgainChangesNothing() {
        scenario.given(change(TEN_A_MINUTE, Budgets.NONE));

        assertThat(scenario.when(change(TEN_A_MINUTE, Budgets.NONE))).isEqualTo(Decision.done(ADA));
    }

    @Test
    void nobodyHasNone() {
        assertThat(scenario.when(new ChangeLimits(BOB, TEN_A_MINUTE, Budgets.NONE, "operator", "why")).refusal())
                .isEqualTo(Refusal.USER_UNKNOWN);
    }

    private static ChangeLimits change(Limits limits, Budgets budgets) {
        return new ChangeLimits(ADA, limits, budgets, "operator", "why");
    }

    private UserView ada() {
        return requireNonNull(scenario.rows.user(ADA)).view();
    }
}
