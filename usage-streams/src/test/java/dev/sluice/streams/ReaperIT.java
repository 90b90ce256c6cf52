package dev.sluice.streams;

import java.time.Duration;
import java.util.List;

import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.AccountAnswer;
import dev.sluice.contracts.query.RecordsAnswer;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.testing.TestRedis;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.streams.testing.RelaySide;
import dev.sluice.streams.testing.RunningStreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A relay that is gone for good leaves a request open; one that lives must be left alone.
class ReaperIT {

    private static final Duration SOON = Duration.ofSeconds(90);

    @Test
    void abandonsWhatALostRelayLeftOpenAndNothingOfALivingOne() {
        RunningStreams streams = RunningStreams.shared();
        UserId ofLost = RelaySide.newUser();
        UserId ofLiving = RelaySide.newUser();
        RequestId open = RelaySide.newRequest();
        try (RedisClient redis = RedisClient.create(TestRedis.shared().uri());
                var lost = new RelaySide(TestKafka.shared().bootstrapServers(), RunningStreams.PARTITIONS);
                var living = new RelaySide(TestKafka.shared().bootstrapServers(), RunningStreams.PARTITIONS)) {
            living.renewLease(redis);
            living.publishPrices();
            living.reserve(ofLiving, RelaySide.newRequest());
            living.flush();
            lost.reserve(ofLost, open);
            lost.flush();

            await().atMost(SOON).untilAsserted(() -> assertThat(records(streams, ofLost)).hasSize(1));

            RatedUsage record = records(streams, ofLost).getFirst();
            assertThat(record.requestId()).isEqualTo(open);
            assertThat(record.basis()).isEqualTo(Basis.ABANDONED);
            assertThat(account(streams, ofLost).reservedNanoUsd()).isEqualTo(NanoUsd.ZERO);
            assertThat(account(streams, ofLiving).openRequests()).isEqualTo(1);
        }
    }

    private static List<RatedUsage> records(RunningStreams streams, UserId user) {
        return streams.get("/internal/records/" + user).as(RecordsAnswer.class).records();
    }

    private static AccountAnswer account(RunningStreams streams, UserId user) {
        return streams.get("/internal/accounts/" + user).as(AccountAnswer.class);
    }
}
