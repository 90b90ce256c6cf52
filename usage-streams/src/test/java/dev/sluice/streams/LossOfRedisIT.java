package dev.sluice.streams;

import java.time.Duration;
import java.time.Instant;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.admission.RedisServer;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.AccountAnswer;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.testing.TestRedis;
import dev.sluice.contracts.topics.Partitions;
import dev.sluice.streams.testing.RelaySide;
import dev.sluice.streams.testing.RunningStreams;
import dev.sluice.streams.testing.WatermarkReader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Redis loses everything in the middle of the load. It must come back exact, behind a gate that opens only
/// after the log has passed it.
class LossOfRedisIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int REQUESTS = 200;
    /// Twice as many at 1,000 × $3 and 100 × $15 a million.
    private static final NanoUsd SPENT = NanoUsd.of(2 * REQUESTS * 4_500_000L);

    @Test
    void comesBackToTheExactBalanceBehindAGate() {
        RunningStreams streams = RunningStreams.shared();
        UserId user = RelaySide.newUser();
        int partition = Partitions.of(user.value(), RunningStreams.PARTITIONS);
        try (RedisClient client = RedisClient.create(TestRedis.shared().uri());
                var relay = new RelaySide(TestKafka.shared().bootstrapServers(), RunningStreams.PARTITIONS);
                var watermarks = new WatermarkReader(TestKafka.shared().bootstrapServers(), partition)) {
            RedisCommands<String, String> redis = client.connect().sync();
            relay.renewLease(client);
            relay.publishPrices();
            relay.grant(user, NanoUsd.parse("50"));
            load(relay, user);
            redis.flushall();
            relay.renewLease(client);
            load(relay, user);
            relay.flush();

            await().atMost(SOON).untilAsserted(() -> assertThat(account(streams, user).spentTotalNanoUsd())
                    .isEqualTo(SPENT));
            await().atMost(SOON).untilAsserted(() -> {
                AccountAnswer account = account(streams, user);
                assertThat(account.reservedNanoUsd()).isEqualTo(NanoUsd.ZERO);
                assertThat(redis.hget(RedisKeys.view(user), "ver")).isEqualTo("" + account.version());
                assertThat(redis.hget(RedisKeys.view(user), "bal"))
                        .isEqualTo("" + account.balanceNanoUsd().microsFloored());
                assertThat(redis.get(RedisKeys.sentinel(partition)))
                        .isEqualTo(RedisServer.parse(redis.info()).sentinel());
            });
            long gate = Long.parseLong(redis.hget(RedisKeys.view(user), "gate"));
            assertThat(watermarks.of(relay.journal())).isLessThan(gate);
            relay.mark(partition, Instant.ofEpochMilli(gate + 1));
            await().atMost(SOON).untilAsserted(() -> assertThat(watermarks.of(relay.journal())).isGreaterThan(gate));
            assertThat(watermarks.gatesAnnounced()).isPositive();
        }
    }

    private static void load(RelaySide relay, UserId user) {
        for (int i = 0; i < REQUESTS; i++) {
            RequestId request = RelaySide.newRequest();
            relay.reserve(user, request);
            relay.settle(user, request);
        }
    }

    private static AccountAnswer account(RunningStreams streams, UserId user) {
        return streams.get("/internal/accounts/" + user).as(AccountAnswer.class);
    }
}
