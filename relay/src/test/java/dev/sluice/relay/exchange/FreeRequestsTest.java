package dev.sluice.relay.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.testing.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

class FreeRequestsTest {

    private static final KeyId KEY = KeyId.of(new UUID(1, 1));

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T00:00:00Z"));
    private final FreeRequests free = new FreeRequests(clock);

    @Test
    void aBurstPassesAtOnceAndThenSomeEverySecond() {
        assertThat(taken(KEY, 200)).isEqualTo(FreeRequests.BURST);

        clock.advance(Duration.ofSeconds(1));
        assertThat(taken(KEY, 200)).isEqualTo(FreeRequests.PER_SECOND);
        assertThat(free.take(KEY)).containsInstanceOf(Refusal.WindowFull.class);

        clock.advance(Duration.ofHours(1));
        assertThat(taken(KEY, 200)).isEqualTo(FreeRequests.BURST);
    }

    @Test
    void noKeyTakesFromAnother() {
        taken(KEY, 200);

        assertThat(free.take(KeyId.of(new UUID(1, 2)))).isEmpty();
    }

    @Test
    void keysThatAskedLongAgoAreForgotten() {
        taken(KEY, 200);
        for (int i = 0; i < FreeRequests.KEYS_MAX; i++) {
            free.take(KeyId.of(new UUID(2, i)));
        }

        assertThat(taken(KEY, 200)).isEqualTo(FreeRequests.BURST);
    }

    private int taken(KeyId key, int times) {
        int taken = 0;
        for (int i = 0; i < times; i++) {
            taken += free.take(key).isEmpty() ? 1 : 0;
        }
        return taken;
    }
}
