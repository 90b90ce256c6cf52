package dev.sluice.contracts.admission;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.contracts.testing.TestRedis;

import static org.assertj.core.api.Assertions.assertThat;

/// The scripts and their twin, asked the same in the same order at the same time, always say the same.
class LuaLikeTwinIT {

    private static final int STEPS = 250;
    private static final long START_MILLIS = 1_800_000_000_123L;
    private static final RedisClient CLIENT = RedisClient.create(TestRedis.shared().uri());
    private static final RedisCommands<String, String> REDIS = CLIENT
            .connect(new StringCodec(StandardCharsets.ISO_8859_1)).sync();

    @AfterAll
    static void disconnect() {
        CLIENT.shutdown();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void sayTheSame(long seed) {
        AtomicLong clock = new AtomicLong(START_MILLIS);
        AccountDrill drill = new AccountDrill(seed, clock);
        Reservations twin = new InMemoryReservations(clock::get);
        Reservations scripts = LuaReservations.of(REDIS, clock::get);

        for (int step = 0; step < STEPS; step++) {
            AccountDrill.Step next = drill.next();
            assertThat(next.on(scripts)).as("seed %d, step %d", seed, step).isEqualTo(next.on(twin));
        }
    }
}
