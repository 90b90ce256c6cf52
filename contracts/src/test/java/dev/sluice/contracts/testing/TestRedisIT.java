package dev.sluice.contracts.testing;

import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TestRedisIT {

    @Test
    void keepsItsPortAndItsDataAcrossAStop() {
        try (var redis = TestRedis.started(); var client = RedisClient.create(redis.uri())) {
            client.connect().sync().set("sluice:fact", "kept");

            redis.stop();
            redis.start();

            assertThat(client.connect().sync().get("sluice:fact")).isEqualTo("kept");
        }
    }

    @Test
    void isBackOnItsPortAfterAKill() {
        try (var redis = TestRedis.started(); var client = RedisClient.create(redis.uri())) {
            redis.kill();
            redis.start();

            assertThat(client.connect().sync().ping()).isEqualTo("PONG");
        }
    }
}
