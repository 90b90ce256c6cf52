package dev.sluice.api.identity;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.identity.IdentityCommand.BeginSession;
import dev.sluice.contracts.identity.IdentityCommand.ResumeUser;
import dev.sluice.contracts.identity.IdentityCommand.SuspendUser;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.SessionView;
import dev.sluice.contracts.identity.UserView;

import static dev.sluice.api.identity.Scenario.ADA;
import static dev.sluice.api.identity.Scenario.BOB;
import static dev.sluice.api.identity.Scenario.createKey;
import static dev.sluice.api.identity.Scenario.newSession;
import static dev.sluice.api.identity.Scenario.register;
import static dev.sluice.api.identity.Scenario.session;
import static org.assertj.core.api.Assertions.assertThat;

class OperatorDeciderTest {

    private static final SuspendUser SUSPEND = new SuspendUser(ADA, "operator", "why");
    private static final ResumeUser RESUME = new ResumeUser(ADA, "operator", "why");

    private final Scenario scenario = Scenario.withAda();

    @Test
    void whoIsSuspendedHasNoSessionGetsNoneAndMakesNoKeys() {
        scenario.given(SUSPEND);

        assertThat(scenario.rows.user(ADA)).extracting("view.status").isEqualTo(UserView.Status.SUSPENDED);
        assertThat(scenario.rows.session(session(1))).extracting("view.status").isEqualTo(SessionView.Status.ENDED);
        assertThat(scenario.when(new BeginSession(ADA, newSession(2))).refusal()).isEqualTo(Refusal.USER_SUSPENDED);
        assertThat(scenario.when(createKey(ADA, 1, Limits.NONE)).refusal()).isEqualTo(Refusal.USER_SUSPENDED);
    }

    @Test
    void whoIsResumedIsAsBefore() {
        scenario.given(SUSPEND, RESUME);

        assertThat(scenario.rows.user(ADA)).extracting("view.status").isEqualTo(UserView.Status.ACTIVE);
        assertThat(scenario.when(new BeginSession(ADA, newSession(2))).refusal()).isNull();
    }

    @Test
    void doingItTwiceChangesNothing() {
        assertThat(scenario.when(RESUME)).isEqualTo(Decision.done(ADA));
        scenario.given(SUSPEND);
        assertThat(scenario.when(SUSPEND)).isEqualTo(Decision.done(ADA));
    }

    @Test
    void whoIsNotThereOrNotVerifiedIsNotSuspended() {
        assertThat(scenario.when(new SuspendUser(BOB, "operator", "why")).refusal()).isEqualTo(Refusal.USER_UNKNOWN);
        assertThat(new Scenario().given(register(ADA)).when(SUSPEND).refusal()).isEqualTo(Refusal.USER_UNVERIFIED);
    }
}
