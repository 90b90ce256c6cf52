package dev.sluice.api.identity;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.identity.EmailView;
import dev.sluice.contracts.identity.IdentityCommand.BeginSession;
import dev.sluice.contracts.identity.IdentityCommand.ChangeEmail;
import dev.sluice.contracts.identity.IdentityCommand.ClaimEmail;
import dev.sluice.contracts.identity.IdentityCommand.RegisterUser;
import dev.sluice.contracts.identity.IdentityCommand.RequestReset;
import dev.sluice.contracts.identity.IdentityCommand.ResetPassword;
import dev.sluice.contracts.identity.IdentityCommand.VerifyEmail;
import dev.sluice.contracts.identity.IdentityEvent.AddressContested;
import dev.sluice.contracts.identity.IdentityEvent.EmailChanged;
import dev.sluice.contracts.identity.IdentityEvent.EmailClaimed;
import dev.sluice.contracts.identity.IdentityEvent.EmailReleased;
import dev.sluice.contracts.identity.IdentityEvent.EndReason;
import dev.sluice.contracts.identity.IdentityEvent.RegistrationExpired;
import dev.sluice.contracts.identity.IdentityEvent.SessionEnded;
import dev.sluice.contracts.identity.IdentityEvent.UserRegistered;
import dev.sluice.contracts.identity.IdentityEvent.VerificationRequested;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.ids.UserId;

import static dev.sluice.api.identity.Scenario.ADA;
import static dev.sluice.api.identity.Scenario.ADDRESS;
import static dev.sluice.api.identity.Scenario.BOB;
import static dev.sluice.api.identity.Scenario.newSession;
import static dev.sluice.api.identity.Scenario.session;
import static dev.sluice.api.identity.Scenario.user;
import static org.assertj.core.api.Assertions.assertThat;

class EmailDeciderTest {

    private static final String NEW = "hash-of-new@example.org";
    private static final UserId EVE = user(3);
    private final Scenario scenario = Scenario.withAda().given(register(BOB, "hash-of-bob"),
            new VerifyEmail(BOB, "token", newSession(9)), new BeginSession(ADA, newSession(2)));

    private static RegisterUser register(UserId userId, String address) {
        return new RegisterUser(userId, address, "id", "token", "UTC", "sealed");
    }

    private static ClaimEmail claim(UserId userId, String address, String tokenHash) {
        return new ClaimEmail(userId, session(1), address, "id", tokenHash, "sealed address");
    }

    private ChangeEmail change(UserId userId, String address, String tokenHash) {
        return new ChangeEmail(userId, address, tokenHash, scenario.version(userId), "new person", "old address");
    }

    @Test
    void aNewAddressIsClaimedProvenAndTheOldOneReleased() {
        scenario.given(claim(ADA, NEW, "t"));

        Decision decision = scenario.when(change(ADA, NEW, "t"));

        assertThat(decision.events()).containsExactly(new EmailReleased(ADA, ADDRESS),
                new EmailChanged(ADA, NEW, "new person", "old address"),
                new SessionEnded(ADA, session(2), EndReason.EMAIL_CHANGED));
        assertThat(scenario.rows.email(ADDRESS)).isNull();
        assertThat(scenario.changes).contains(new Change.EmailGone(ADDRESS));
        assertThat(scenario.rows.email(NEW)).extracting(EmailView::userId, EmailView::verified, EmailView::sealed)
                .containsExactly(ADA, true, null);
    }

    @Test
    void theReleasedAddressIsFreeForAnother() {
        scenario.given(claim(ADA, NEW, "t"), change(ADA, NEW, "t"));

        assertThat(scenario.when(register(EVE, ADDRESS)).refusal()).isNull();
        assertThat(scenario.when(register(EVE, NEW)).refusal()).isEqualTo(Refusal.ADDRESS_TAKEN);
    }

    @Test
    void theOldAddressHoldsUntilTheNewOneIsProven() {
        scenario.given(claim(ADA, NEW, "t"));

        assertThat(scenario.when(register(EVE, ADDRESS)).refusal()).isEqualTo(Refusal.ADDRESS_TAKEN);
        assertThat(scenario.rows.email(NEW)).extracting(EmailView::verified, EmailView::sealed)
                .containsExactly(false, "sealed address");
    }

    @Test
    void anAddressOfAnotherIsRefusedAndItsHolderTold() {
        assertThat(scenario.when(claim(ADA, "hash-of-bob", "t"))).isEqualTo(new Decision(
                List.of(new AddressContested(BOB, null)), BOB.value(), Refusal.ADDRESS_TAKEN));
        assertThat(scenario.when(change(ADA, "hash-of-bob", "t")).refusal()).isEqualTo(Refusal.TOKEN_INVALID);
    }

    @Test
    void ofTwoWhoClaimAnAddressTheFirstHasIt() {
        scenario.given(claim(ADA, NEW, "t"));

        Decision second = scenario.when(claim(BOB, NEW, "u"));

        assertThat(second.refusal()).isEqualTo(Refusal.ADDRESS_PENDING);
        assertThat(second.events()).containsExactly(new AddressContested(ADA, "sealed address"));
        assertThat(scenario.when(change(BOB, NEW, "u")).refusal()).isEqualTo(Refusal.TOKEN_INVALID);
        assertThat(scenario.when(change(ADA, NEW, "t")).refusal()).isNull();
    }

    @Test
    void aClaimIsTakenOverAfterADayAndItsHolderStays() {
        scenario.given(claim(ADA, NEW, "t")).after(IdentityBounds.CLAIM_KEPT);

        Decision decision = scenario.when(register(EVE, NEW));

        assertThat(decision.events()).hasExactlyElementsOfTypes(EmailReleased.class, UserRegistered.class,
                VerificationRequested.class);
        assertThat(scenario.rows.user(ADA)).extracting("emailHash").isEqualTo(ADDRESS);
        assertThat(scenario.when(change(ADA, NEW, "t")).refusal()).isEqualTo(Refusal.TOKEN_INVALID);
    }

    @Test
    void aRegistrationThatRanOutGivesWay() {
        scenario.given(register(EVE, NEW)).after(IdentityBounds.CLAIM_KEPT);

        assertThat(scenario.when(claim(ADA, NEW, "t")).events()).hasExactlyElementsOfTypes(RegistrationExpired.class,
                EmailClaimed.class);
        assertThat(scenario.rows.user(EVE)).isNull();
    }

    @Test
    void aUserHasOneClaimAtATime() {
        scenario.given(claim(ADA, NEW, "t"));

        assertThat(scenario.when(claim(ADA, "newer", "u")).events()).first().isEqualTo(new EmailReleased(ADA, NEW));
        assertThat(scenario.rows.email(NEW)).isNull();
        assertThat(scenario.when(change(ADA, "newer", "t")).refusal()).isEqualTo(Refusal.TOKEN_INVALID);
        assertThat(scenario.when(change(ADA, "newer", "u")).refusal()).isNull();
    }

    @Test
    void askingAgainForTheSameAddressSendsAnotherToken() {
        scenario.given(claim(ADA, NEW, "t"), claim(ADA, NEW, "u"));

        assertThat(scenario.when(change(ADA, NEW, "t")).refusal()).isEqualTo(Refusal.TOKEN_INVALID);
        assertThat(scenario.when(change(ADA, NEW, "u")).refusal()).isNull();
    }

    @Test
    void aSwitchMadeOfOlderDataOrForAnotherAddressChangesNothing() {
        scenario.given(claim(ADA, NEW, "t"));

        assertThat(scenario.when(change(ADA, "other", "t")).refusal()).isEqualTo(Refusal.VERSION_DIFFERS);
        assertThat(scenario.when(new ChangeEmail(ADA, NEW, "t", 0, "outdated", "old")).refusal())
                .isEqualTo(Refusal.VERSION_DIFFERS);
        assertThat(scenario.when(change(ADA, NEW, "t")).refusal()).isNull();
    }

    @Test
    void aSwitchVoidsTheLetterThatLiesInTheOldMailbox() {
        scenario.given(new RequestReset(ADA, "id", "reset"), claim(ADA, NEW, "t"), change(ADA, NEW, "t"));

        assertThat(scenario.when(new ResetPassword(ADA, "reset", scenario.version(ADA), "x")).refusal())
                .isEqualTo(Refusal.TOKEN_INVALID);
    }

    @Test
    void onesOwnAddressIsNotClaimed() {
        assertThat(scenario.when(claim(ADA, ADDRESS, "t"))).isEqualTo(Decision.refused(ADA, Refusal.ADDRESS_TAKEN));
        assertThat(scenario.when(claim(EVE, NEW, "t")).refusal()).isEqualTo(Refusal.USER_UNKNOWN);
    }
}
