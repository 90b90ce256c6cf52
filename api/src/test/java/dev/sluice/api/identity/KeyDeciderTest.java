package dev.sluice.api.identity;

import java.util.Objects;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.identity.IdentityCommand.ChangeKey;
import dev.sluice.contracts.identity.IdentityCommand.ChangePlan;
import dev.sluice.contracts.identity.IdentityCommand.ResumeKey;
import dev.sluice.contracts.identity.IdentityCommand.RevokeKey;
import dev.sluice.contracts.identity.IdentityCommand.SuspendKey;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.PlanMode;

import static dev.sluice.api.identity.Scenario.ADA;
import static dev.sluice.api.identity.Scenario.BOB;
import static dev.sluice.api.identity.Scenario.createKey;
import static dev.sluice.api.identity.Scenario.key;
import static dev.sluice.api.identity.Scenario.register;
import static dev.sluice.api.identity.Scenario.settings;
import static org.assertj.core.api.Assertions.assertThat;

class KeyDeciderTest {

    private static final Limits RPM_100 = new Limits(100L, null, null, null, null);
    private static final Limits RPM_1000 = new Limits(1_000L, null, null, null, null);
    private final Scenario scenario = Scenario.withAda();

    @Test
    void aKeyIsPublishedUnderTheHashOfItsSecret() {
        scenario.given(createKey(ADA, 1, RPM_100));

        assertThat(scenario.changes).singleElement().isInstanceOfSatisfying(Change.KeyIs.class, change -> {
            assertThat(change.hash().hex()).isEqualTo("%064x".formatted(1));
            assertThat(change.view().status()).isEqualTo(KeyView.Status.ACTIVE);
            assertThat(change.view().limits()).isEqualTo(RPM_100);
        });
    }

    @Test
    void aLimitAboveThePlanIsRefused() {
        assertThat(scenario.when(createKey(ADA, 1, RPM_1000)).refusal()).isEqualTo(Refusal.LIMIT_ABOVE_PLAN);
    }

    @Test
    void aLargerPlanAllowsMore() {
        scenario.given(new ChangePlan(ADA, "pro", "operator", "asked"));

        assertThat(scenario.when(createKey(ADA, 1, RPM_1000)).refusal()).isNull();
    }

    @Test
    void aPlanSetsMode() {
        scenario.given(new ChangePlan(ADA, "strict", "operator", "asked"));

        assertThat(scenario.rows.user(ADA)).extracting("view.mode").isEqualTo(PlanMode.STRICT);
        assertThat(scenario.when(new ChangePlan(ADA, "gold", "operator", "asked")).refusal())
                .isEqualTo(Refusal.PLAN_UNKNOWN);
    }

    @Test
    void aRevokedKeyIsDeadForEver() {
        scenario.given(createKey(ADA, 1, Limits.NONE), new RevokeKey(ADA, key(1)));

        assertThat(scenario.rows.key(key(1))).extracting("view.status").isEqualTo(KeyView.Status.REVOKED);
        assertThat(scenario.when(new ResumeKey(ADA, key(1))).refusal()).isEqualTo(Refusal.KEY_REVOKED);
        assertThat(scenario.when(new ChangeKey(ADA, key(1), null, settings(RPM_100), null)).refusal())
                .isEqualTo(Refusal.KEY_REVOKED);
        assertThat(scenario.when(new RevokeKey(ADA, key(1)))).isEqualTo(Decision.done(key(1)));
    }

    @Test
    void aKeyOfAnotherIsUnknown() {
        scenario.given(createKey(ADA, 1, Limits.NONE));

        assertThat(scenario.when(new RevokeKey(BOB, key(1))).refusal()).isEqualTo(Refusal.KEY_UNKNOWN);
        assertThat(scenario.when(new SuspendKey(BOB, key(1))).refusal()).isEqualTo(Refusal.KEY_UNKNOWN);
    }

    @Test
    void aSuspendedKeyResumes() {
        scenario.given(createKey(ADA, 1, Limits.NONE), new SuspendKey(ADA, key(1)));
        assertThat(scenario.rows.key(key(1))).extracting("view.status").isEqualTo(KeyView.Status.SUSPENDED);

        scenario.given(new ResumeKey(ADA, key(1)));

        assertThat(scenario.rows.key(key(1))).extracting("view.status").isEqualTo(KeyView.Status.ACTIVE);
    }

    @Test
    void aChangeOfAnotherVersionIsRefused() {
        scenario.given(createKey(ADA, 1, Limits.NONE));
        long version = Objects.requireNonNull(scenario.rows.key(key(1))).view().version();

        assertThat(scenario.when(new ChangeKey(ADA, key(1), version - 1, settings(RPM_100), null)).refusal())
                .isEqualTo(Refusal.VERSION_DIFFERS);
        assertThat(scenario.when(new ChangeKey(ADA, key(1), version, settings(RPM_100), null)).refusal()).isNull();
    }

    @Test
    void whoIsNotVerifiedMakesNoKeys() {
        Scenario unverified = new Scenario().given(register(ADA));

        assertThat(unverified.when(createKey(ADA, 1, Limits.NONE)).refusal()).isEqualTo(Refusal.USER_UNVERIFIED);
        assertThat(unverified.when(createKey(BOB, 1, Limits.NONE)).refusal()).isEqualTo(Refusal.USER_UNKNOWN);
    }

    @Test
    void keysAreBounded() {
        for (int i = 1; i <= IdentityBounds.KEYS_MAX; i++) {
            scenario.given(createKey(ADA, i, Limits.NONE));
        }

        assertThat(scenario.when(createKey(ADA, 0x70000, Limits.NONE)).refusal()).isEqualTo(Refusal.KEYS_TOO_MANY);
    }
}
