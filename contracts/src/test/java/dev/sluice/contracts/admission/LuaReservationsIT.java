package dev.sluice.contracts.admission;

import java.nio.charset.StandardCharsets;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import org.junit.jupiter.api.AfterAll;

import dev.sluice.contracts.testing.TestRedis;

class LuaReservationsIT extends ReservationsLimitsContract {

    private static final RedisClient CLIENT = RedisClient.create(TestRedis.shared().uri());
    private static final RedisCommands<String, String> REDIS = CLIENT
            .connect(new StringCodec(StandardCharsets.ISO_8859_1)).sync();

    @AfterAll
    static void disconnect() {
        CLIENT.shutdown();
    }

    @Override
    Reservations reservations() {
        return LuaReservations.of(REDIS);
    }

    @Override
    long nowMillis() {
        return Long.parseLong(REDIS.time().getFirst()) * 1_000;
    }

    /// Redis stands still meanwhile: 1,000 looked at, and a page more.
    @Override
    long removedAtOnceMax() {
        return 1_500;
    }

    @Override
    void age(AdmissionSamples of, long millis) {
        REDIS.hincrby(RedisKeys.reservations(of.user), "first", -millis);
    }
}
