package dev.sluice.api.identity;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.identity.IdentityCommand.RenewVerification;
import dev.sluice.contracts.identity.IdentityCommand.VerifyEmail;
import dev.sluice.contracts.identity.IdentityEvent.AddressContested;
import dev.sluice.contracts.identity.IdentityEvent.EmailVerified;
import dev.sluice.contracts.identity.IdentityEvent.RegistrationExpired;
import dev.sluice.contracts.identity.IdentityEvent.SessionBegan;
import dev.sluice.contracts.identity.IdentityEvent.UserRegistered;
import dev.sluice.contracts.identity.IdentityEvent.VerificationRequested;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.UserView;

import static dev.sluice.api.identity.Scenario.ADA;
import static dev.sluice.api.identity.Scenario.ADDRESS;
import static dev.sluice.api.identity.Scenario.BOB;
import static dev.sluice.api.identity.Scenario.newSession;
import static dev.sluice.api.identity.Scenario.register;
import static dev.sluice.api.identity.Scenario.verify;
import static org.assertj.core.api.Assertions.assertThat;

class RegistrationDeciderTest {

    private final Scenario scenario = new Scenario();

    @Test
    void aNewAddressIsClaimed() {
        Decision decision = scenario.when(register(ADA));

        assertThat(decision.refusal()).isNull();
        assertThat(decision.events()).hasExactlyElementsOfTypes(UserRegistered.class, VerificationRequested.class);
        assertThat(scenario.rows.email(ADDRESS)).extracting("userId", "verified").containsExactly(ADA, false);
    }

    @Test
    void aPendingAddressIsRefusedToAnother() {
        scenario.given(register(ADA));

        Decision decision = scenario.when(register(BOB));

        assertThat(decision).isEqualTo(new Decision(List.of(new AddressContested(ADA, null)), ADA.value(),
                Refusal.ADDRESS_PENDING));
        assertThat(scenario.rows.user(BOB)).isNull();
    }

    @Test
    void theHolderOfAnAddressHearsOfOthersOnceAnHour() {
        scenario.given(register(ADA), verify(ADA), register(BOB)).after(IdentityBounds.CONTEST_QUIET.minusMillis(1));

        assertThat(scenario.when(register(BOB)).events()).isEmpty();
        scenario.after(Duration.ofMillis(1));
        assertThat(scenario.when(register(BOB)).events()).containsExactly(new AddressContested(ADA, null));
    }

    @Test
    void aVerifiedAddressIsRefusedForEver() {
        scenario.given(register(ADA), verify(ADA)).after(Duration.ofDays(1_000));

        assertThat(scenario.when(register(BOB)).refusal()).isEqualTo(Refusal.ADDRESS_TAKEN);
    }

    @Test
    void anUnverifiedClaimIsTakenOverAfterADay() {
        scenario.given(register(ADA)).after(IdentityBounds.CLAIM_KEPT);

        Decision decision = scenario.when(register(BOB));

        assertThat(decision.events()).hasExactlyElementsOfTypes(RegistrationExpired.class, UserRegistered.class,
                VerificationRequested.class);
        assertThat(scenario.rows.user(ADA)).isNull();
        assertThat(scenario.changes).contains(new Change.UserGone(ADA));
        assertThat(scenario.rows.usersOf(ADDRESS)).containsExactly(BOB);
    }

    @Test
    void aClaimStandsUntilTheLastMillisecond() {
        scenario.given(register(ADA)).after(IdentityBounds.CLAIM_KEPT.minusMillis(1));

        assertThat(scenario.when(register(BOB)).refusal()).isEqualTo(Refusal.ADDRESS_PENDING);
    }

    @Test
    void theTokenVerifiesAndSignsIn() {
        scenario.given(register(ADA));

        Decision decision = scenario.when(verify(ADA));

        assertThat(decision.events()).hasExactlyElementsOfTypes(EmailVerified.class, SessionBegan.class);
        assertThat(scenario.rows.user(ADA)).extracting("view.status", "view.emailVerified")
                .containsExactly(UserView.Status.ACTIVE, true);
        assertThat(scenario.rows.email(ADDRESS)).extracting("verified").isEqualTo(true);
    }

    @Test
    void theTokenWorksOnce() {
        scenario.given(register(ADA), verify(ADA));

        assertThat(scenario.when(verify(ADA)).refusal()).isEqualTo(Refusal.TOKEN_INVALID);
    }

    @Test
    void anotherTokenVerifiesNothing() {
        scenario.given(register(ADA));

        Decision decision = scenario.when(new VerifyEmail(ADA, "another-token", newSession(1)));

        assertThat(decision.refusal()).isEqualTo(Refusal.TOKEN_INVALID);
        assertThat(scenario.rows.user(ADA)).extracting("view.status").isEqualTo(UserView.Status.UNVERIFIED);
    }

    @Test
    void theTokenIsTooOldAfterADay() {
        scenario.given(register(ADA)).after(IdentityBounds.CLAIM_KEPT);

        assertThat(scenario.when(verify(ADA)).refusal()).isEqualTo(Refusal.TOKEN_INVALID);
    }

    @Test
    void aNewTokenReplacesTheOld() {
        scenario.given(register(ADA), new RenewVerification(ADA, "second", "second-token"));

        assertThat(scenario.when(verify(ADA)).refusal()).isEqualTo(Refusal.TOKEN_INVALID);
        assertThat(scenario.when(new VerifyEmail(ADA, "second-token", newSession(2))).refusal()).isNull();
    }

    @Test
    void whoIsVerifiedGetsNoToken() {
        scenario.given(register(ADA), verify(ADA));

        assertThat(scenario.when(new RenewVerification(ADA, "third", "late")).refusal())
                .isEqualTo(Refusal.USER_VERIFIED);
    }

    @Test
    void anUnknownUserGetsNoToken() {
        assertThat(scenario.when(new RenewVerification(BOB, "x", "x")).refusal()).isEqualTo(Refusal.USER_UNKNOWN);
    }
}
