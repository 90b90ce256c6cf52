package dev.sluice.relay.keys;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.KeyHash;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.Service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PackedKeyTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Limits LIMITS = new Limits(10L, 20L, 30L, 40L, 5L);
    private static final Budgets BUDGETS = new Budgets(null, NanoUsd.parse("1"), null, null, NanoUsd.parse("9"));
    private static final UserId USER = UserId.of(UUID.fromString("01932d2a-0000-7000-8000-00000000000a"));

    private final Shared<PackedKey.Rules> shared = new Shared<>();

    private static KeyView key(long number, KeyView.Status status, long version) {
        return new KeyView(KeyId.of(new UUID(0x7000, number)), USER, status, Set.of(Service.CLAUDE),
                Set.of("claude-opus-5-5"), LIMITS, BUDGETS, List.of("10.0.0.0/8"), NOON, "wxyz", NOON, NOON, version,
                "sealed");
    }

    @Test
    void keepsAllOfAKeyThatJudgesRequests() {
        KeyView packed = PackedKey.of(key(1, KeyView.Status.ACTIVE, 7), shared).view();

        assertThat(packed).usingRecursiveComparison()
                .ignoringFields("last4", "createdAt", "updatedAt", "version", "sealed")
                .isEqualTo(key(1, KeyView.Status.ACTIVE, 7));
    }

    @Test
    void keepsAllOfAUserThatJudgesRequests() {
        UserView user = new UserView(USER, UserView.Status.SUSPENDED, true, "pro", PlanMode.CHUNKED, LIMITS, BUDGETS,
                NanoUsd.parse("3"), "Asia/Shanghai", NOON, NOON, 12, "sealed");

        assertThat(UserRules.of(user).view(PackedKey.uuid(USER))).usingRecursiveComparison()
                .ignoringFields("createdAt", "updatedAt", "version", "sealed").isEqualTo(user);
    }

    @Test
    void isTheSameAfterAChangeThatJudgesNothing() {
        PackedKey before = PackedKey.of(key(1, KeyView.Status.ACTIVE, 7), shared);

        assertThat(PackedKey.of(key(1, KeyView.Status.ACTIVE, 8), shared)).isEqualTo(before);
        assertThat(PackedKey.of(key(1, KeyView.Status.REVOKED, 9), shared)).isNotEqualTo(before);
    }

    @Test
    void keysThatMayDoTheSameShareTheirRules() {
        PackedKey one = PackedKey.of(key(1, KeyView.Status.ACTIVE, 1), shared);
        PackedKey other = PackedKey.of(key(2, KeyView.Status.ACTIVE, 1), shared);

        assertThat(one.rules()).isSameAs(other.rules());
        assertThat(one.keyId()).isNotEqualTo(other.keyId());
    }

    @Test
    void everyDigitOfAHashCounts() {
        String hex = "0123456789abcdef".repeat(4);
        for (int i = 0; i < hex.length(); i++) {
            String other = hex.substring(0, i) + (hex.charAt(i) == 'f' ? '0' : 'f') + hex.substring(i + 1);
            assertThat(HashBits.of(new KeyHash(other))).isNotEqualTo(HashBits.of(new KeyHash(hex)));
        }
    }

    @Test
    void aHashThatIsNoHexIsRefused() {
        KeyHash noHex = new KeyHash("x".repeat(64));

        assertThatIllegalArgumentException().isThrownBy(() -> HashBits.of(noHex));
    }
}
