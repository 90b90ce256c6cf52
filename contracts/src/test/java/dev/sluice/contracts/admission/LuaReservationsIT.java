package dev.sluice.contracts.admission;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import org.junit.jupiter.api.AfterAll;

import dev.sluice.contracts.testing.TestRedis;

class LuaReservationsIT extends ReservationsLimitsContract {

    private static final RedisClient CLIENT = RedisClient.create(TestRedis.shared().uri());
    private static final RedisCommands<String, String> REDIS = CLIENT.connect().sync();

    @AfterAll
    static void disconnect() {
        CLIENT.shutdown();
    }

    @Override
    Reservations reservations() {
        return new LuaReservations(REDIS);
    }

    @Override
    long nowMillis() {
        return Long.parseLong(REDIS.time().getFirst()) * 1_000;
    }

    @Override
    void age(AdmissionSamples of, long millis) {
        REDIS.hincrby(RedisKeys.reservations(of.user), "first", -millis);
    }
}
