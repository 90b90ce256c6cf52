package dev.sluice.streams;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.AccountAnswer;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.testing.TestRedis;
import dev.sluice.streams.testing.RatedReader;
import dev.sluice.streams.testing.RelaySide;
import dev.sluice.streams.testing.RunningStreams;
import dev.sluice.streams.verifying.Verdict;
import dev.sluice.streams.verifying.Verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A second instance takes over partitions in the middle of the load, and the first one goes: whoever is asked
/// answers the same, and everything stored is what the log gives.
class TwoInstancesIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int PEOPLE = 6;
    private static final int REQUESTS_EACH = 20;

    private final List<UserId> users = new ArrayList<>();
    private final List<RequestId> requests = new ArrayList<>();

    @Test
    void partitionsMoveWithoutAWrongAnswer(@TempDir Path first, @TempDir Path second) throws IOException {
        try (var kafka = TestKafka.started();
                var redis = TestRedis.started();
                RedisClient client = RedisClient.create(redis.uri());
                var relay = new RelaySide(kafka.bootstrapServers(), RunningStreams.PARTITIONS);
                var rated = new RatedReader(kafka.bootstrapServers(), RunningStreams.PARTITIONS);
                var stays = RunningStreams.start(kafka.bootstrapServers(), redis.address(), second)) {
            stays.awaitReady();
            relay.renewLease(client);
            relay.publishPrices();
            for (int i = 0; i < PEOPLE; i++) {
                users.add(RelaySide.newUser());
                relay.grant(users.get(i), NanoUsd.parse("5"));
            }
            load(relay);
            try (var goes = RunningStreams.start(kafka.bootstrapServers(), redis.address(), first)) {
                load(relay);
                goes.awaitReady();
                load(relay);
                rated.awaitRecords(requests.size());
                users.forEach(user -> awaitSameAnswer(user, stays, goes));
                load(relay);
            }
            load(relay);
            rated.awaitRecords(requests.size());

            assertThat(rated.requests()).containsExactlyInAnyOrderElementsOf(requests);
            await().atMost(SOON).untilAsserted(() -> assertNothingDiffers(kafka, redis));
        }
    }

    private void load(RelaySide relay) {
        for (int i = 0; i < PEOPLE * REQUESTS_EACH; i++) {
            RequestId request = RelaySide.newRequest();
            requests.add(request);
            relay.reserve(users.get(i % PEOPLE), request);
            relay.settle(users.get(i % PEOPLE), request);
        }
        relay.flush();
    }

    private static void awaitSameAnswer(UserId user, RunningStreams one, RunningStreams other) {
        await().atMost(SOON).untilAsserted(() -> {
            AccountAnswer answer = account(one, user);
            AccountAnswer again = account(other, user);
            assertThat(again.version()).isEqualTo(answer.version());
            assertThat(again.balanceNanoUsd()).isEqualTo(answer.balanceNanoUsd());
            assertThat(answer.reservedNanoUsd()).isEqualTo(NanoUsd.ZERO);
        });
    }

    private static AccountAnswer account(RunningStreams streams, UserId user) {
        return streams.get("/internal/accounts/" + user).as(AccountAnswer.class);
    }

    private static void assertNothingDiffers(TestKafka kafka, TestRedis redis) {
        Verdict verdict = new Verification(kafka.bootstrapServers(), redis.address(), UsageStreamsApplication.GROUPS,
                InstantSource.system()).run(Verification.Start.EARLIEST);
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Compared.class, compared -> {
            assertThat(compared.undecided()).isZero();
            assertThat(compared.findings().isClean()).isTrue();
        });
    }
}
