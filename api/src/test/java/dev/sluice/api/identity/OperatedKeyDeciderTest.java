package dev.sluice.api.identity;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.identity.IdentityCommand.BlockKey;
import dev.sluice.contracts.identity.IdentityCommand.ChangeKey;
import dev.sluice.contracts.identity.IdentityCommand.ResumeKey;
import dev.sluice.contracts.identity.IdentityCommand.RevokeKey;
import dev.sluice.contracts.identity.IdentityCommand.SuspendKey;
import dev.sluice.contracts.identity.IdentityCommand.UnblockKey;
import dev.sluice.contracts.identity.IdentityCommand.WithdrawKey;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.KeyView.Status;
import dev.sluice.contracts.identity.Limits;

import static dev.sluice.api.identity.Scenario.ADA;
import static dev.sluice.api.identity.Scenario.BOB;
import static dev.sluice.api.identity.Scenario.createKey;
import static dev.sluice.api.identity.Scenario.key;
import static dev.sluice.api.identity.Scenario.settings;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class OperatedKeyDeciderTest {

    private static final BlockKey BLOCK = new BlockKey(ADA, key(1), "operator", "why");
    private static final UnblockKey UNBLOCK = new UnblockKey(ADA, key(1), "operator", "why");
    private static final WithdrawKey WITHDRAW = new WithdrawKey(ADA, key(1), "operator", "why");

    private final Scenario scenario = Scenario.withAda().given(createKey(ADA, 1, Limits.NONE));

    @Test
    void itsOwnerDoesNotResumeABlockedKey() {
        scenario.given(BLOCK);

        assertThat(status()).isEqualTo(Status.SUSPENDED);
        assertThat(scenario.when(new ResumeKey(ADA, key(1))).refusal()).isEqualTo(Refusal.KEY_BLOCKED);
        assertThat(scenario.when(new ChangeKey(ADA, key(1), null, settings(Limits.NONE), Status.ACTIVE)).refusal())
                .isEqualTo(Refusal.KEY_BLOCKED);
        assertThat(scenario.when(new ChangeKey(ADA, key(1), null, settings(Limits.NONE), null)).refusal()).isNull();
        assertThat(status()).isEqualTo(Status.SUSPENDED);
    }

    @Test
    void anUnblockedKeyIsWhatItsOwnerMadeOfIt() {
        scenario.given(BLOCK, UNBLOCK);
        assertThat(status()).isEqualTo(Status.ACTIVE);

        scenario.given(new SuspendKey(ADA, key(1)), BLOCK, UNBLOCK);
        assertThat(status()).isEqualTo(Status.SUSPENDED);
        assertThat(scenario.when(new ResumeKey(ADA, key(1))).refusal()).isNull();
    }

    @Test
    void whatTheOwnerSuspendedAnOperatorDoesNotResume() {
        scenario.given(new SuspendKey(ADA, key(1)));

        assertThat(scenario.when(UNBLOCK)).isEqualTo(Decision.done(key(1)));
        assertThat(status()).isEqualTo(Status.SUSPENDED);
    }

    @Test
    void doingItTwiceChangesNothing() {
        assertThat(scenario.given(BLOCK).when(BLOCK)).isEqualTo(Decision.done(key(1)));
        assertThat(scenario.given(WITHDRAW).when(WITHDRAW)).isEqualTo(Decision.done(key(1)));
    }

    @Test
    void aKeyThatIsOverIsNeitherBlockedNorUnblocked() {
        scenario.given(BLOCK, new RevokeKey(ADA, key(1)));

        assertThat(status()).isEqualTo(Status.REVOKED);
        assertThat(scenario.when(UNBLOCK).refusal()).isEqualTo(Refusal.KEY_REVOKED);
        assertThat(scenario.when(BLOCK).refusal()).isEqualTo(Refusal.KEY_REVOKED);
    }

    @Test
    void aKeyOfSomebodyElseIsUnknown() {
        assertThat(scenario.when(new BlockKey(BOB, key(1), "operator", "why")).refusal())
                .isEqualTo(Refusal.KEY_UNKNOWN);
        assertThat(scenario.when(new WithdrawKey(BOB, key(1), "operator", "why")).refusal())
                .isEqualTo(Refusal.KEY_UNKNOWN);
    }

    private Status status() {
        return requireNonNull(scenario.rows.key(key(1))).view().status();
    }
}
