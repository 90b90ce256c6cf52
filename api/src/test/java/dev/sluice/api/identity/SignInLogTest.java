package dev.sluice.api.identity;

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.identity.IdentityCommand.BeginSession;
import dev.sluice.contracts.identity.IdentityCommand.RecordFailure;
import dev.sluice.contracts.identity.IdentityEvent.NewDeviceSeen;
import dev.sluice.contracts.identity.IdentityEvent.SessionBegan;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.SignIn;
import dev.sluice.contracts.identity.SignIn.Outcome;
import dev.sluice.contracts.identity.SignInsView;

import static dev.sluice.api.identity.Scenario.ADA;
import static dev.sluice.api.identity.Scenario.BOB;
import static dev.sluice.api.identity.Scenario.newSession;
import static dev.sluice.api.identity.Scenario.register;
import static org.assertj.core.api.Assertions.assertThat;

class SignInLogTest {

    private static final RecordFailure FAILED = new RecordFailure(ADA, Outcome.WRONG_PASSWORD, "from somewhere");
    private final Scenario scenario = Scenario.withAda();

    private List<SignIn> items() {
        SignInsView view = scenario.rows.signIns(ADA);
        return view == null ? List.of() : view.items();
    }

    private static BeginSession begin(int session, @Nullable String device) {
        return new BeginSession(ADA, newSession(session, device));
    }

    @Test
    void bothEndsOfASignInAreRemembered() {
        scenario.given(FAILED, begin(2, "laptop"));

        assertThat(items()).extracting(SignIn::outcome).containsExactly(Outcome.SIGNED_IN, Outcome.WRONG_PASSWORD,
                Outcome.SIGNED_IN);
        assertThat(scenario.changes).hasAtLeastOneElementOfType(Change.SignInsAre.class);
    }

    @Test
    void whoGuessesPushesOutNoSignIn() {
        IntStream.range(0, 3 * IdentityBounds.SIGN_INS_MAX).forEach(_ -> scenario.given(FAILED));

        assertThat(items()).hasSize(IdentityBounds.SIGN_INS_MAX + 1).first().extracting(SignIn::outcome)
                .isEqualTo(Outcome.SIGNED_IN);
    }

    @Test
    void oldSignInsMakeRoom() {
        IntStream.range(2, 3 * IdentityBounds.SIGN_INS_MAX).forEach(number -> scenario.given(begin(number, "d")));

        assertThat(items()).hasSize(IdentityBounds.SIGN_INS_MAX);
    }

    @Test
    void aDeviceThatWasNotSeenIsNewsOnce() {
        scenario.given(begin(2, "laptop"));

        assertThat(scenario.when(begin(3, "phone")).events()).hasExactlyElementsOfTypes(NewDeviceSeen.class,
                SessionBegan.class);
        assertThat(scenario.when(begin(4, "phone")).events()).hasExactlyElementsOfTypes(SessionBegan.class);
        assertThat(scenario.when(begin(5, "laptop")).events()).hasExactlyElementsOfTypes(SessionBegan.class);
    }

    @Test
    void aDeviceThatWasNotToldIsNoNews() {
        assertThat(scenario.when(begin(2, null)).events()).hasExactlyElementsOfTypes(SessionBegan.class);
    }

    @Test
    void aFailureOfNobodyHasNoEffect() {
        assertThat(scenario.when(new RecordFailure(BOB, Outcome.WRONG_PASSWORD, "x")))
                .isEqualTo(Decision.refused(BOB, Refusal.USER_UNKNOWN));
    }

    @Test
    void aRegistrationThatRanOutLeavesNothing() {
        Scenario unverified = new Scenario().given(register(ADA), FAILED).after(IdentityBounds.CLAIM_KEPT);

        unverified.given(register(BOB));

        assertThat(unverified.rows.signIns(ADA)).isNull();
        assertThat(unverified.changes).contains(new Change.SignInsGone(ADA));
    }
}
