package dev.sluice.api.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.identity.IdentityCommand.ChangeKey;
import dev.sluice.contracts.identity.IdentityCommand.RegenerateKey;
import dev.sluice.contracts.identity.IdentityCommand.RevokeKey;
import dev.sluice.contracts.identity.IdentityCommand.SuspendKey;
import dev.sluice.contracts.identity.IdentityResult.Refusal;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.ids.KeyHash;

import static dev.sluice.api.identity.Scenario.ADA;
import static dev.sluice.api.identity.Scenario.BOB;
import static dev.sluice.api.identity.Scenario.NOON;
import static dev.sluice.api.identity.Scenario.createKey;
import static dev.sluice.api.identity.Scenario.key;
import static dev.sluice.api.identity.Scenario.settings;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// A key gets another secret: both are rows of the view until the old one's time is over.
class RegenerationTest {

    private static final Limits RPM_10 = new Limits(10L, null, null, null, null);

    private final Scenario scenario = Scenario.withAda().given(createKey(ADA, 1, Limits.NONE));

    @Test
    void theOldSecretWorksUntilTheOverlapIsOver() {
        scenario.given(regenerate(2, Duration.ofHours(1)));

        assertThat(row(2).status()).isEqualTo(KeyView.Status.ACTIVE);
        assertThat(row(2).expiresAt()).isNull();
        assertThat(row(2).replacedUntil()).isNull();
        assertThat(row(1).status()).isEqualTo(KeyView.Status.ACTIVE);
        assertThat(row(1).keyId()).isEqualTo(row(2).keyId());
        assertThat(row(1).expiresAt()).isEqualTo(row(1).replacedUntil()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        assertThat(row(1).sealed()).as("nobody reads a label there").isNull();
    }

    @Test
    void withoutAnOverlapTheOldSecretIsRevoked() {
        scenario.given(regenerate(2, Duration.ZERO));

        assertThat(row(1).status()).isEqualTo(KeyView.Status.REVOKED);
        assertThat(row(2).status()).isEqualTo(KeyView.Status.ACTIVE);
    }

    @Test
    void anOldSecretFollowsItsKey() {
        scenario.given(regenerate(2, Duration.ofDays(7)), new SuspendKey(ADA, key(1)));
        assertThat(row(1).status()).isEqualTo(KeyView.Status.SUSPENDED);

        scenario.given(new ChangeKey(ADA, key(1), null, settings(RPM_10), KeyView.Status.ACTIVE));
        assertThat(row(1).limits()).isEqualTo(RPM_10);
        assertThat(row(1).status()).isEqualTo(KeyView.Status.ACTIVE);

        scenario.given(new RevokeKey(ADA, key(1)));
        assertThat(row(1).status()).isEqualTo(KeyView.Status.REVOKED);
        assertThat(row(2).status()).isEqualTo(KeyView.Status.REVOKED);
    }

    @Test
    void aKeyThatExpiresEarlierTakesItsOldSecretWithIt() {
        Instant soon = NOON.plusSeconds(60);
        scenario.given(new ChangeKey(ADA, key(1), null, Scenario.expiring(soon), null),
                regenerate(2, Duration.ofDays(1)));

        assertThat(row(1).expiresAt()).isEqualTo(soon);
        assertThat(row(1).replacedUntil()).isEqualTo(NOON.plus(Duration.ofDays(1)));
    }

    @Test
    void everyPromisedOverlapIsKept() {
        scenario.given(regenerate(2, Duration.ofDays(2)), regenerate(3, Duration.ofDays(1)));

        assertThat(rows()).hasSize(3);
        assertThat(row(1).expiresAt()).isEqualTo(NOON.plus(Duration.ofDays(2)));
        assertThat(row(2).expiresAt()).isEqualTo(NOON.plus(Duration.ofDays(1)));
    }

    @Test
    void aSecretThatIsLongOverLeavesTheView() {
        scenario.given(regenerate(2, Duration.ZERO)).after(IdentityBounds.RESULT_KEPT);

        scenario.given(regenerate(3, Duration.ZERO));

        assertThat(scenario.changes).contains(new Change.KeyGone(hash(1)));
        assertThat(rows()).containsOnlyKeys(hash(2), hash(3));
    }

    @Test
    void secretsThatAreRememberedAreBounded() {
        for (int i = 0; i < IdentityBounds.REPLACED_MAX; i++) {
            assertThat(scenario.when(regenerate(i + 2, Duration.ZERO)).refusal()).isNull();
        }

        assertThat(scenario.when(regenerate(100, Duration.ZERO)).refusal()).isEqualTo(Refusal.SECRETS_TOO_MANY);
    }

    @Test
    void onlyTheOwnerOfALivingKeyRegeneratesItAtItsVersionAndWithinBounds() {
        assertThat(scenario.when(new RegenerateKey(BOB, key(1), null, hash(2), "abcd", Duration.ZERO, null)).refusal())
                .isEqualTo(Refusal.KEY_UNKNOWN);
        assertThat(scenario.when(new RegenerateKey(ADA, key(1), 99L, hash(2), "abcd", Duration.ZERO, null)).refusal())
                .isEqualTo(Refusal.VERSION_DIFFERS);
        assertThat(scenario.when(regenerate(2, IdentityBounds.OVERLAP_MAX.plusSeconds(1))).refusal())
                .isEqualTo(Refusal.MALFORMED);
        scenario.given(new RevokeKey(ADA, key(1)));
        assertThat(scenario.when(regenerate(2, Duration.ZERO)).refusal()).isEqualTo(Refusal.KEY_REVOKED);
    }

    @Test
    void aStatusIsChosenWithTheSettings() {
        scenario.given(new ChangeKey(ADA, key(1), null, settings(RPM_10), KeyView.Status.SUSPENDED));

        assertThat(row(1).status()).isEqualTo(KeyView.Status.SUSPENDED);
        assertThat(row(1).limits()).isEqualTo(RPM_10);
        assertThat(scenario.when(new ChangeKey(ADA, key(1), null, settings(RPM_10), KeyView.Status.REVOKED)).refusal())
                .isEqualTo(Refusal.MALFORMED);
    }

    private static RegenerateKey regenerate(int secret, Duration overlap) {
        return new RegenerateKey(ADA, key(1), null, hash(secret), "abcd", overlap, null);
    }

    private static KeyHash hash(int secret) {
        return new KeyHash("%064x".formatted(secret));
    }

    /// The rows that the last command wrote.
    private Map<KeyHash, KeyView> rows() {
        return scenario.changes.stream().filter(Change.KeyIs.class::isInstance).map(Change.KeyIs.class::cast)
                .collect(Collectors.toMap(Change.KeyIs::hash, Change.KeyIs::view));
    }

    private KeyView row(int secret) {
        return requireNonNull(rows().get(hash(secret)), "a row of secret " + secret);
    }
}
