package dev.sluice.api.identity;

import java.time.Duration;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.identity.IdentityCommand.BeginSession;
import dev.sluice.contracts.identity.IdentityCommand.EndOtherSessions;
import dev.sluice.contracts.identity.IdentityCommand.EndSession;
import dev.sluice.contracts.identity.IdentityCommand.RotateRefresh;
import dev.sluice.contracts.identity.IdentityEvent.EndReason;
import dev.sluice.contracts.identity.IdentityEvent.SessionEnded;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.SessionView;
import dev.sluice.contracts.ids.SessionId;

import static dev.sluice.api.identity.Scenario.ADA;
import static dev.sluice.api.identity.Scenario.BOB;
import static dev.sluice.api.identity.Scenario.newSession;
import static dev.sluice.api.identity.Scenario.register;
import static dev.sluice.api.identity.Scenario.session;
import static org.assertj.core.api.Assertions.assertThat;

class SessionDeciderTest {

    private static final SessionId FIRST = session(1);
    private final Scenario scenario = Scenario.withAda();

    private static RotateRefresh rotate(int generation) {
        return new RotateRefresh(ADA, FIRST, generation, "refresh-" + generation, "refresh-" + (generation + 1));
    }

    @Test
    void aTokenIsExchangedForItsSuccessor() {
        assertThat(scenario.when(rotate(0)).refusal()).isNull();
        assertThat(scenario.when(rotate(1)).refusal()).isNull();
        assertThat(scenario.rows.session(FIRST)).extracting("generation", "refreshHash")
                .containsExactly(2, "refresh-2");
    }

    @Test
    void aRotationProlongsTheSession() {
        scenario.after(Duration.ofHours(23)).given(rotate(0)).after(Duration.ofHours(23));

        assertThat(scenario.when(rotate(1)).refusal()).isNull();
    }

    @Test
    void withinTheGraceAUsedTokenGetsTheSameSuccessor() {
        scenario.given(rotate(0)).after(IdentityBounds.REFRESH_GRACE);

        Decision decision = scenario.when(rotate(0));

        assertThat(decision).isEqualTo(Decision.done(FIRST));
    }

    @Test
    void afterTheGraceAUsedTokenEndsTheSession() {
        scenario.given(rotate(0)).after(IdentityBounds.REFRESH_GRACE.plusMillis(1));

        Decision decision = scenario.when(rotate(0));

        assertThat(decision.refusal()).isEqualTo(Refusal.REFRESH_REUSED);
        assertThat(decision.events()).containsExactly(new SessionEnded(ADA, FIRST, EndReason.REFRESH_REUSED));
        assertThat(scenario.when(rotate(1)).refusal()).isEqualTo(Refusal.SESSION_UNKNOWN);
    }

    @Test
    void anOlderTokenEndsTheSessionEvenWithinTheGrace() {
        scenario.given(rotate(0), rotate(1));

        assertThat(scenario.when(rotate(0)).refusal()).isEqualTo(Refusal.REFRESH_REUSED);
    }

    @Test
    void aTokenOfTheFutureChangesNothing() {
        Decision decision = scenario.when(rotate(5));

        assertThat(decision).isEqualTo(Decision.refused(FIRST, Refusal.REFRESH_INVALID));
    }

    @Test
    void aWrongSecretChangesNothing() {
        Decision decision = scenario.when(new RotateRefresh(ADA, FIRST, 0, "guessed", "x"));

        assertThat(decision).isEqualTo(Decision.refused(FIRST, Refusal.REFRESH_INVALID));
    }

    @Test
    void anExpiredSessionDoesNotComeBack() {
        scenario.after(Duration.ofHours(24));

        assertThat(scenario.when(rotate(0)).refusal()).isEqualTo(Refusal.SESSION_UNKNOWN);
    }

    @Test
    void signingOutEndsTheSession() {
        scenario.given(new EndSession(ADA, FIRST));

        assertThat(scenario.changes).singleElement().extracting("view.status").isEqualTo(SessionView.Status.ENDED);
        assertThat(scenario.when(rotate(0)).refusal()).isEqualTo(Refusal.SESSION_UNKNOWN);
        assertThat(scenario.when(new EndSession(ADA, FIRST))).isEqualTo(Decision.done(FIRST));
    }

    @Test
    void nobodyEndsTheSessionOfAnother() {
        assertThat(scenario.when(new EndSession(BOB, FIRST)).refusal()).isEqualTo(Refusal.SESSION_UNKNOWN);
    }

    @Test
    void allSessionsEndButTheOneThatAsks() {
        scenario.given(new BeginSession(ADA, newSession(2)), new BeginSession(ADA, newSession(3)),
                new EndSession(ADA, session(3)));

        Decision decision = scenario.when(new EndOtherSessions(ADA, session(2)));

        assertThat(decision.events()).containsExactly(new SessionEnded(ADA, FIRST, EndReason.ENDED_ELSEWHERE));
        assertThat(scenario.when(new EndOtherSessions(BOB, FIRST)).refusal()).isEqualTo(Refusal.USER_UNKNOWN);
    }

    @Test
    void whoIsNotVerifiedDoesNotSignIn() {
        Scenario unverified = new Scenario().given(register(ADA));

        assertThat(unverified.when(new BeginSession(ADA, newSession(2))).refusal()).isEqualTo(Refusal.USER_UNVERIFIED);
        assertThat(unverified.when(new BeginSession(BOB, newSession(2))).refusal()).isEqualTo(Refusal.USER_UNKNOWN);
    }

    @Test
    void oneSessionTooManyEndsTheOldest() {
        for (int i = 2; i <= IdentityBounds.SESSIONS_MAX + 1; i++) {
            scenario.given(new BeginSession(ADA, newSession(i)));
        }

        assertThat(scenario.rows.session(FIRST)).isNull();
        assertThat(scenario.rows.user(ADA)).extracting("sessions").asInstanceOf(
                InstanceOfAssertFactories.LIST).hasSize(IdentityBounds.SESSIONS_MAX);
    }

    @Test
    void sessionsThatAreLongOverAreForgotten() {
        scenario.given(new EndSession(ADA, FIRST)).after(IdentityBounds.SESSION_REMEMBERED);

        scenario.given(new BeginSession(ADA, newSession(2)));

        assertThat(scenario.changes).contains(new Change.SessionGone(FIRST));
    }
}
