package dev.sluice.api.identity;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.identity.IdentityCommand.BeginSession;
import dev.sluice.contracts.identity.IdentityCommand.ChangePassword;
import dev.sluice.contracts.identity.IdentityCommand.ClaimEmail;
import dev.sluice.contracts.identity.IdentityCommand.RequestReset;
import dev.sluice.contracts.identity.IdentityCommand.ResetPassword;
import dev.sluice.contracts.identity.IdentityEvent.EmailReleased;
import dev.sluice.contracts.identity.IdentityEvent.EmailVerified;
import dev.sluice.contracts.identity.IdentityEvent.EndReason;
import dev.sluice.contracts.identity.IdentityEvent.PasswordChange;
import dev.sluice.contracts.identity.IdentityEvent.PasswordChanged;
import dev.sluice.contracts.identity.IdentityEvent.SessionEnded;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.UserId;

import static dev.sluice.api.identity.Scenario.ADA;
import static dev.sluice.api.identity.Scenario.ADDRESS;
import static dev.sluice.api.identity.Scenario.BOB;
import static dev.sluice.api.identity.Scenario.newSession;
import static dev.sluice.api.identity.Scenario.register;
import static dev.sluice.api.identity.Scenario.session;
import static org.assertj.core.api.Assertions.assertThat;

class PasswordDeciderTest {

    private static final RequestReset ASKED = new RequestReset(ADA, "id", "hash");
    private final Scenario scenario = Scenario.withAda();

    private ResetPassword reset(UserId userId, String tokenHash) {
        UserRow row = scenario.rows.user(userId);
        return new ResetPassword(userId, tokenHash, row == null ? 0 : row.view().version(), "new person");
    }

    private ChangePassword change() {
        return new ChangePassword(ADA, session(2), scenario.version(ADA), "new person");
    }

    @Test
    void aLetterLetsANewPasswordInAndEverySessionEnds() {
        scenario.given(new BeginSession(ADA, newSession(2)), ASKED);

        Decision decision = scenario.when(reset(ADA, "hash"));

        assertThat(decision.events()).containsExactly(
                new PasswordChanged(ADA, PasswordChange.RESET, "new person"),
                new SessionEnded(ADA, session(1), EndReason.PASSWORD_CHANGED),
                new SessionEnded(ADA, session(2), EndReason.PASSWORD_CHANGED));
        assertThat(scenario.rows.user(ADA)).extracting("view.sealed").isEqualTo("new person");
    }

    @Test
    void aLetterWorksOnce() {
        scenario.given(ASKED, reset(ADA, "hash"));

        assertThat(scenario.when(reset(ADA, "hash")).refusal()).isEqualTo(Refusal.TOKEN_INVALID);
    }

    @Test
    void aLetterIsTooOldAfterHalfAnHour() {
        scenario.given(ASKED).after(IdentityBounds.RESET_KEPT);

        assertThat(scenario.when(reset(ADA, "hash"))).isEqualTo(Decision.refused(ADA, Refusal.TOKEN_INVALID));
    }

    @Test
    void aNewerLetterReplacesTheOlder() {
        scenario.given(ASKED, new RequestReset(ADA, "second", "second-hash"));

        assertThat(scenario.when(reset(ADA, "hash")).refusal()).isEqualTo(Refusal.TOKEN_INVALID);
        assertThat(scenario.when(reset(ADA, "second-hash")).refusal()).isNull();
    }

    @Test
    void nobodyResetsWithoutALetterOrWithThatOfAnother() {
        scenario.given(new RequestReset(BOB, "id", "hash"));

        assertThat(scenario.when(reset(ADA, "hash")).refusal()).isEqualTo(Refusal.TOKEN_INVALID);
        assertThat(scenario.when(reset(BOB, "hash")).refusal()).isEqualTo(Refusal.TOKEN_INVALID);
    }

    @Test
    void aLetterStaysGoodWhenThePersonChangedMeanwhile() {
        scenario.given(ASKED);

        Decision decision = scenario.when(new ResetPassword(ADA, "hash", 0, "outdated"));

        assertThat(decision).isEqualTo(Decision.refused(ADA, Refusal.VERSION_DIFFERS));
        assertThat(scenario.when(reset(ADA, "hash")).refusal()).isNull();
    }

    @Test
    void whoForgotThePasswordBeforeVerifyingIsVerifiedByTheLetter() {
        Scenario unverified = new Scenario().given(register(ADA), ASKED);

        Decision decision = unverified.when(new ResetPassword(ADA, "hash", 1, "new person"));

        assertThat(decision.events()).containsExactly(new EmailVerified(ADA, ADDRESS),
                new PasswordChanged(ADA, PasswordChange.RESET, "new person"));
        assertThat(unverified.rows.user(ADA)).extracting("view.status").isEqualTo(UserView.Status.ACTIVE);
    }

    @Test
    void aRegistrationThatRanOutGetsNoLetter() {
        Scenario unverified = new Scenario().given(register(ADA)).after(IdentityBounds.CLAIM_KEPT);

        assertThat(unverified.when(ASKED)).isEqualTo(Decision.refused(ADA, Refusal.USER_UNKNOWN));
    }

    @Test
    void theSessionThatChangesThePasswordStays() {
        scenario.given(new BeginSession(ADA, newSession(2)));

        Decision decision = scenario.when(change());

        assertThat(decision.events()).containsExactly(
                new PasswordChanged(ADA, PasswordChange.CHANGED, "new person"),
                new SessionEnded(ADA, session(1), EndReason.PASSWORD_CHANGED));
    }

    @Test
    void aPasswordThatWasCheckedAgainstAnOlderVersionChangesNothing() {
        ChangePassword first = change();
        scenario.given(first);

        assertThat(scenario.when(first).refusal()).isEqualTo(Refusal.VERSION_DIFFERS);
        assertThat(scenario.when(new ChangePassword(BOB, session(2), 1, "x")).refusal())
                .isEqualTo(Refusal.USER_UNKNOWN);
    }

    @Test
    void aChangeDropsWhatSomebodyElseMayHaveBegun() {
        scenario.given(ASKED, new ClaimEmail(ADA, session(1), "other", "id", "claim-hash", "sealed"));

        assertThat(scenario.when(change()).events()).contains(new EmailReleased(ADA, "other"));
        assertThat(scenario.rows.email("other")).isNull();
        assertThat(scenario.after(Duration.ofSeconds(1)).when(reset(ADA, "hash")).refusal())
                .isEqualTo(Refusal.TOKEN_INVALID);
    }
}
