package dev.sluice.streams.watching;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.streams.accounts.rows.UserRow;

import static org.assertj.core.api.Assertions.assertThat;

/// What Redis has and the row of the account, compared again and again.
class RedisSuspectsTest {

    private static final UserId USER = UserId.of(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L));
    private static final long SETTLING = 60_000;

    private final RedisSuspects suspects = new RedisSuspects(Duration.ofMillis(SETTLING));
    private final UserRow row = new UserRow();

    @Test
    void anEqualAccountIsNoSuspect() {
        row.nextVersion();

        assertThat(compared(redis(row), 0)).isEqualTo("");
        assertThat(suspects.of(0)).isEmpty();
    }

    @Test
    void aFieldThatIsOffForLongIsToldOnce() {
        row.nextVersion();
        Map<String, String> redis = redis(row);
        redis.put("bal", "1");

        assertThat(compared(redis, 0)).isEqualTo("");
        assertThat(suspects.of(0)).containsExactly(USER);
        assertThat(compared(redis, SETTLING)).isEqualTo("I6");
        assertThat(compared(redis, 2 * SETTLING)).isEqualTo("");
    }

    @Test
    void oneThatIsBehindAndMovesIsOnItsWay() {
        row.nextVersion();
        Map<String, String> redis = redis(row);
        row.nextVersion();
        assertThat(compared(redis, 0)).isEqualTo("");
        redis = redis(row);
        row.nextVersion();

        assertThat(compared(redis, SETTLING)).isEqualTo("");
        assertThat(compared(redis, 2 * SETTLING)).isEqualTo("I7");
    }

    @Test
    void oneThatIsMissingOrAheadForLongIsAViolation() {
        row.nextVersion();
        assertThat(compared(Map.of(), 0)).isEqualTo("");
        assertThat(compared(Map.of(), SETTLING)).isEqualTo("I7");

        Map<String, String> ahead = redis(row);
        ahead.put("ver", "9");
        assertThat(compared(ahead, 0)).isEqualTo("");
        assertThat(compared(ahead, SETTLING)).isEqualTo("I7");
    }

    @Test
    void nothingIsKnownAnyMoreOfAPartitionThatIsRebuilt() {
        row.nextVersion();
        compared(Map.of(), 0);
        suspects.forget(0);

        assertThat(compared(Map.of(), SETTLING)).isEqualTo("");
    }

    private String compared(Map<String, String> redis, long millis) {
        RedisSuspects.Found found = suspects.compared(0, USER, RedisComparison.of(redis, row), millis);
        return found == null ? "" : found.invariant().name();
    }

    private static Map<String, String> redis(UserRow row) {
        Map<String, String> fields = new HashMap<>();
        fields.put("ver", "" + row.version());
        fields.put("asof", "1000");
        fields.put("bal", "0");
        fields.put("credit", "0");
        fields.put("open", "0");
        fields.put("halt", "");
        fields.put("win", row.windows().view(1_000).text());
        return fields;
    }
}
