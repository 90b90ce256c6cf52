package dev.sluice.quickstart.journeys;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.lettuce.core.RedisClient;

import dev.sluice.quickstart.platform.LocalPlatform;

/// What journeys do to a platform under load.
final class Disturbing {

    private Disturbing() {}

    static void killTheRelayOnceItIsBack(LocalPlatform platform) {
        platform.awaitProcesses(_ -> {
        });
        platform.kill("relay");
    }

    static void stopKafka(LocalPlatform platform, Duration away) {
        platform.stop("kafka");
        LockSupport.parkNanos(away.toNanos());
        platform.start("kafka");
    }

    static void flushRedis(LocalPlatform platform) {
        try (var client = RedisClient.create("redis://localhost:" + platform.ports().redis())) {
            client.connect().sync().flushall();
        }
    }
}
