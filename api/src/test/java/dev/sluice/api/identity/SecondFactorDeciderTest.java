package dev.sluice.api.identity;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.identity.IdentityCommand.BeginSession;
import dev.sluice.contracts.identity.IdentityCommand.BeginSessionByBackupCode;
import dev.sluice.contracts.identity.IdentityCommand.BeginSessionByCode;
import dev.sluice.contracts.identity.IdentityCommand.DisableSecondFactor;
import dev.sluice.contracts.identity.IdentityCommand.EnableSecondFactor;
import dev.sluice.contracts.identity.IdentityCommand.ReplaceBackupCodes;
import dev.sluice.contracts.identity.IdentityEvent.BackupCodeUsed;
import dev.sluice.contracts.identity.IdentityEvent.SecondFactorUsed;
import dev.sluice.contracts.identity.IdentityEvent.SessionBegan;
import dev.sluice.contracts.identity.IdentityResult.Refusal;

import static dev.sluice.api.identity.Scenario.ADA;
import static dev.sluice.api.identity.Scenario.BOB;
import static dev.sluice.api.identity.Scenario.newSession;
import static org.assertj.core.api.Assertions.assertThat;

class SecondFactorDeciderTest {

    private final Scenario scenario = Scenario.withAda();

    private EnableSecondFactor enable(long step) {
        return new EnableSecondFactor(ADA, scenario.version(ADA), step, List.of("one", "two"), "with secret");
    }

    private static BeginSessionByCode byCode(int session, long step) {
        return new BeginSessionByCode(ADA, newSession(session), step);
    }

    private static BeginSessionByBackupCode byBackupCode(int session, String hash) {
        return new BeginSessionByBackupCode(ADA, newSession(session), hash);
    }

    @Test
    void thePasswordAloneLetsNobodyInAnyMore() {
        scenario.given(enable(100));

        assertThat(scenario.when(new BeginSession(ADA, newSession(2))))
                .isEqualTo(Decision.refused(ADA, Refusal.SECOND_FACTOR_REQUIRED));
        assertThat(scenario.rows.user(ADA)).extracting("view.sealed").isEqualTo("with secret");
    }

    @Test
    void aCodeLetsInOnce() {
        scenario.given(enable(100));

        Decision first = scenario.when(byCode(2, 101));

        assertThat(first.events()).hasExactlyElementsOfTypes(SecondFactorUsed.class, SessionBegan.class);
        assertThat(scenario.when(byCode(3, 101))).isEqualTo(Decision.refused(ADA, Refusal.CODE_INVALID));
        assertThat(scenario.when(byCode(3, 100)).refusal()).as("an earlier step").isEqualTo(Refusal.CODE_INVALID);
        assertThat(scenario.when(byCode(3, 102)).refusal()).isNull();
    }

    @Test
    void theCodeThatTurnedItOnLetsNobodyIn() {
        scenario.given(enable(100));

        assertThat(scenario.when(byCode(2, 100)).refusal()).isEqualTo(Refusal.CODE_INVALID);
    }

    @Test
    void aBackupCodeIsUsedUp() {
        scenario.given(enable(100));

        Decision first = scenario.when(byBackupCode(2, "two"));

        assertThat(first.events()).first().isEqualTo(new BackupCodeUsed(ADA, "two", 1));
        assertThat(scenario.when(byBackupCode(3, "two")).refusal()).isEqualTo(Refusal.CODE_INVALID);
        assertThat(scenario.when(byBackupCode(3, "guess")).refusal()).isEqualTo(Refusal.CODE_INVALID);
        assertThat(scenario.when(byBackupCode(3, "one")).refusal()).isNull();
    }

    @Test
    void newBackupCodesVoidTheOld() {
        scenario.given(enable(100), new ReplaceBackupCodes(ADA, List.of("three")));

        assertThat(scenario.when(byBackupCode(2, "one")).refusal()).isEqualTo(Refusal.CODE_INVALID);
        assertThat(scenario.when(byBackupCode(2, "three")).refusal()).isNull();
        assertThat(scenario.when(byCode(3, 100)).refusal()).as("a used step stays used")
                .isEqualTo(Refusal.CODE_INVALID);
    }

    @Test
    void onceItIsOffThePasswordLetsInAndNoCode() {
        scenario.given(enable(100));
        assertThat(scenario.when(new DisableSecondFactor(ADA, 0, "outdated")).refusal())
                .isEqualTo(Refusal.VERSION_DIFFERS);

        scenario.given(new DisableSecondFactor(ADA, scenario.version(ADA), "without"));

        assertThat(scenario.when(byCode(2, 200)).refusal()).isEqualTo(Refusal.CODE_INVALID);
        assertThat(scenario.when(byBackupCode(2, "one")).refusal()).isEqualTo(Refusal.CODE_INVALID);
        assertThat(scenario.when(new BeginSession(ADA, newSession(2))).refusal()).isNull();
    }

    @Test
    void itIsTurnedOnOnceAndAtTheVersionThatWasRead() {
        EnableSecondFactor outdated = new EnableSecondFactor(ADA, 0, 100, List.of(), "x");

        assertThat(scenario.when(outdated).refusal()).isEqualTo(Refusal.VERSION_DIFFERS);
        scenario.given(enable(100));
        assertThat(scenario.when(enable(101)).refusal()).isEqualTo(Refusal.SECOND_FACTOR_ON);
    }

    @Test
    void whoHasNoneTurnsNoneOffAndUsesNoCode() {
        assertThat(scenario.when(new DisableSecondFactor(ADA, 1, "x")).refusal())
                .isEqualTo(Refusal.SECOND_FACTOR_OFF);
        assertThat(scenario.when(new ReplaceBackupCodes(BOB, List.of())).refusal())
                .isEqualTo(Refusal.SECOND_FACTOR_OFF);
        assertThat(scenario.when(byCode(2, 100)).refusal()).isEqualTo(Refusal.CODE_INVALID);
    }
}
