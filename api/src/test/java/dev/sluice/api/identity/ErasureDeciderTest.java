package dev.sluice.api.identity;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.identity.IdentityCommand.BeginSession;
import dev.sluice.contracts.identity.IdentityCommand.ChangePlan;
import dev.sluice.contracts.identity.IdentityCommand.ChangeProfile;
import dev.sluice.contracts.identity.IdentityCommand.ClaimEmail;
import dev.sluice.contracts.identity.IdentityCommand.EraseUser;
import dev.sluice.contracts.identity.IdentityCommand.RegenerateKey;
import dev.sluice.contracts.identity.IdentityCommand.RevokeKey;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.SessionView;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.KeyHash;

import static dev.sluice.api.identity.Scenario.ADA;
import static dev.sluice.api.identity.Scenario.ADDRESS;
import static dev.sluice.api.identity.Scenario.BOB;
import static dev.sluice.api.identity.Scenario.createKey;
import static dev.sluice.api.identity.Scenario.key;
import static dev.sluice.api.identity.Scenario.newSession;
import static dev.sluice.api.identity.Scenario.register;
import static dev.sluice.api.identity.Scenario.session;
import static org.assertj.core.api.Assertions.assertThat;

/// What an erasure leaves: opaque ids and nothing that works.
class ErasureDeciderTest {

    private static final EraseUser ERASE = new EraseUser(ADA, List.of(key(1), key(2)));

    private final Scenario scenario = Scenario.withAda().given(createKey(ADA, 1, Limits.NONE),
            createKey(ADA, 2, Limits.NONE), new RevokeKey(ADA, key(2)),
            new RegenerateKey(ADA, key(1), null, new KeyHash("%064x".formatted(9)), "abcd", Duration.ofDays(1), null));

    @Test
    void nothingThatWasSealedStaysInAView() {
        scenario.given(ERASE);

        assertThat(scenario.changes).filteredOn(Change.UserIs.class::isInstance).singleElement()
                .isInstanceOfSatisfying(Change.UserIs.class, change -> {
                    assertThat(change.view().status()).isEqualTo(UserView.Status.DELETED);
                    assertThat(change.view().emailVerified()).isFalse();
                    assertThat(change.view().sealed()).isNull();
                });
        assertThat(scenario.changes).filteredOn(Change.KeyIs.class::isInstance).hasSize(2)
                .allSatisfy(change -> assertThat(((Change.KeyIs) change).view()).satisfies(view -> {
                    assertThat(view.status()).isEqualTo(KeyView.Status.REVOKED);
                    assertThat(view.sealed()).isNull();
                }));
        assertThat(scenario.changes).filteredOn(Change.SessionIs.class::isInstance).singleElement()
                .isInstanceOfSatisfying(Change.SessionIs.class, change -> {
                    assertThat(change.view().status()).isEqualTo(SessionView.Status.ENDED);
                    assertThat(change.view().sealed()).isNull();
                });
    }

    @Test
    void anOldSecretThatStillWorkedIsGone() {
        scenario.given(ERASE);

        assertThat(scenario.changes).contains(new Change.KeyGone(new KeyHash("%064x".formatted(1))));
    }

    @Test
    void theAddressIsFreeAtOnce() {
        scenario.given(ERASE);

        assertThat(scenario.changes).contains(new Change.EmailGone(ADDRESS));
        assertThat(scenario.when(register(BOB)).refusal()).isNull();
    }

    @Test
    void anAddressThatWasOnlyAskedForIsFreeToo() {
        scenario.given(new ClaimEmail(ADA, session(1), "other", "id", "claim-hash", "sealed"), ERASE);

        assertThat(scenario.changes).contains(new Change.EmailGone(ADDRESS), new Change.EmailGone("other"));
    }

    @Test
    void whoMadeAKeyMeanwhileAsksAgain() {
        assertThat(scenario.when(new EraseUser(ADA, List.of(key(1)))).refusal()).isEqualTo(Refusal.VERSION_DIFFERS);
        assertThat(scenario.when(new EraseUser(ADA, List.of(key(1), key(1)))).refusal())
                .isEqualTo(Refusal.VERSION_DIFFERS);
        assertThat(scenario.when(new EraseUser(ADA, List.of(key(1), key(7)))).refusal())
                .isEqualTo(Refusal.VERSION_DIFFERS);
        assertThat(scenario.rows.session(session(1))).extracting("view.status").isEqualTo(SessionView.Status.ACTIVE);
    }

    @Test
    void anErasedUserCanDoNothingAnyMore() {
        scenario.given(ERASE);

        assertThat(scenario.when(new ChangeProfile(ADA, null, "UTC", "sealed")).refusal())
                .isEqualTo(Refusal.USER_UNKNOWN);
        assertThat(scenario.when(new BeginSession(ADA, newSession(2))).refusal()).isEqualTo(Refusal.USER_UNKNOWN);
        assertThat(scenario.when(new ChangePlan(ADA, "pro", "operator", "asked")).refusal())
                .isEqualTo(Refusal.USER_UNKNOWN);
        assertThat(scenario.when(createKey(ADA, 3, Limits.NONE)).refusal()).isEqualTo(Refusal.USER_UNKNOWN);
        assertThat(scenario.when(ERASE)).isEqualTo(Decision.done(ADA));
    }

    @Test
    void somebodyUnknownIsNotErased() {
        assertThat(scenario.when(new EraseUser(BOB, List.of())).refusal()).isEqualTo(Refusal.USER_UNKNOWN);
    }
}
