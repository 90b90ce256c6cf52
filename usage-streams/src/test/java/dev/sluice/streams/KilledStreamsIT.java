package dev.sluice.streams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.testing.TestRedis;
import dev.sluice.streams.testing.ChildStreams;
import dev.sluice.streams.testing.RatedReader;
import dev.sluice.streams.testing.RelaySide;
import dev.sluice.streams.testing.RunningStreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The only instance is killed in the middle of its work and started again: each request is rated once.
class KilledStreamsIT {

    private static final int REQUESTS = 150;

    @TempDir
    Path folder;

    @Test
    void eachRequestIsRatedOnceAndRedisIsExact() throws IOException {
        UserId user = RelaySide.newUser();
        Set<RequestId> requests = new HashSet<>();
        try (var kafka = TestKafka.started();
                var redis = TestRedis.started();
                RedisClient client = RedisClient.create(redis.uri());
                var child = new ChildStreams(kafka.bootstrapServers(), redis.address(), folder)) {
            child.start();
            child.awaitReady();
            try (var relay = new RelaySide(kafka.bootstrapServers(), RunningStreams.PARTITIONS);
                    var rated = new RatedReader(kafka.bootstrapServers(), RunningStreams.PARTITIONS)) {
                relay.renewLease(client);
                relay.publishPrices();
                relay.grant(user, NanoUsd.parse("50"));
                load(relay, user, requests);
                rated.awaitRecords(requests.size() / 2);
                load(relay, user, requests);
                child.kill();
                load(relay, user, requests);
                child.start();
                rated.awaitRecords(requests.size());

                assertThat(rated.requests()).containsExactlyInAnyOrderElementsOf(requests);
                NanoUsd left = NanoUsd.parse("50").minus(rated.charged());
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(client.connect().sync()
                        .hget(RedisKeys.view(user), "bal")).isEqualTo("" + left.microsFloored()));
                assertNextKillIsNoticed();
            }
        }
    }

    /// Rows on disk may be ahead of what was committed. Kafka Streams throws them away after a kill, and finds
    /// out about one by the absence of the file that a clean end writes (KAFKA-20685).
    private void assertNextKillIsNoticed() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data").resolve(DecidingWiring.APPLICATION_ID))) {
            assertThat(files.filter(file -> file.endsWith(".checkpoint"))).isEmpty();
        }
    }

    private static void load(RelaySide relay, UserId user, Set<RequestId> requests) {
        for (int i = 0; i < REQUESTS; i++) {
            RequestId request = RelaySide.newRequest();
            requests.add(request);
            relay.reserve(user, request);
            relay.settle(user, request);
        }
        relay.flush();
    }
}
