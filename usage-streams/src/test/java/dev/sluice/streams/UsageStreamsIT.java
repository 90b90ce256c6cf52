package dev.sluice.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.AccountAnswer;
import dev.sluice.contracts.query.ChangesAnswer;
import dev.sluice.contracts.query.RecordsAnswer;
import dev.sluice.contracts.query.TransactionsAnswer;
import dev.sluice.contracts.query.UsageAnswer;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.testing.TestRedis;
import dev.sluice.contracts.topics.Partitions;
import dev.sluice.streams.testing.RelaySide;
import dev.sluice.streams.testing.RunningStreams;
import dev.sluice.streams.testing.SampleEvents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// From an event in the log to everything that is made of it: records, ledger, roll-ups, the answers of the
/// internal door and the account in Redis.
class UsageStreamsIT {

    private static final NanoUsd CREDIT = NanoUsd.parse("5");
    private static final Duration SOON = Duration.ofSeconds(60);

    private static RunningStreams streams;
    private static RelaySide relay;
    private static RedisClient redis;

    @BeforeAll
    static void start() {
        redis = RedisClient.create(TestRedis.shared().uri());
        streams = RunningStreams.shared();
        relay = new RelaySide(TestKafka.shared().bootstrapServers(), RunningStreams.PARTITIONS);
        relay.renewLease(redis);
        relay.publishPrices();
    }

    @AfterAll
    static void stop() {
        relay.close();
        redis.shutdown();
    }

    @Test
    void aSettledRequestIsARecordAChargeAndAViewWithinASecond() {
        UserId user = RelaySide.newUser();
        RequestId request = RelaySide.newRequest();
        relay.grant(user, CREDIT);
        relay.reserve(user, request);
        relay.settle(user, request);
        relay.flush();

        await().atMost(SOON).untilAsserted(() -> assertThat(records(user)).hasSize(1));

        RatedUsage record = records(user).getFirst();
        assertThat(record.requestId()).isEqualTo(request);
        assertThat(record.chargeNanoUsd().nanos()).isPositive();
        NanoUsd left = CREDIT.minus(record.chargeNanoUsd());
        AccountAnswer account = account(user);
        assertThat(account.balanceNanoUsd()).isEqualTo(left);
        assertThat(account.reservedNanoUsd()).isEqualTo(NanoUsd.ZERO);
        assertThat(account.spentThisMonthNanoUsd()).isEqualTo(record.chargeNanoUsd());
        await().atMost(SOON).untilAsserted(() -> assertThat(transactions(user).transactions().getFirst()
                .balanceAfterNanoUsd()).isEqualTo(left));
        await().atMost(SOON).untilAsserted(
                () -> assertThat(inRedis(user, "bal")).isEqualTo(Long.toString(left.microsFloored())));
    }

    @Test
    void whoWaitsIsToldOfANewRecordWhenItCanBeReadAndOthersAreNot() {
        UserId user = RelaySide.newUser();
        UserId neighbour = inSamePartition(user);
        ChangesAnswer start = changes(user, "");
        ChangesAnswer startOfNeighbour = changes(neighbour, "");
        relay.grant(user, CREDIT);
        RequestId request = RelaySide.newRequest();
        relay.reserve(user, request);
        relay.settle(user, request);
        relay.flush();

        ChangesAnswer told = changes(user, start.mark());
        while (!told.changed()) {
            told = changes(user, told.mark());
        }

        assertThat(records(user)).extracting(RatedUsage::requestId).containsExactly(request);
        assertThat(changes(neighbour, startOfNeighbour.mark()).changed()).isFalse();
        assertThat(streams.get("/internal/changes/" + user + "?since=yesterday").status()).isEqualTo(400);
    }

    @Test
    void usageOfARangeIsTheSumOfItsRecords() {
        UserId user = RelaySide.newUser();
        relay.grant(user, CREDIT);
        for (int i = 0; i < 20; i++) {
            RequestId request = RelaySide.newRequest();
            relay.reserve(user, request);
            relay.settle(user, request);
        }
        relay.flush();

        await().atMost(SOON).untilAsserted(() -> assertThat(usage(user, "&groupBy=model").totals().requests())
                .isEqualTo(20));

        UsageAnswer answer = usage(user, "&groupBy=model");
        NanoUsd ofRecords = records(user).stream().map(RatedUsage::chargeNanoUsd).reduce(NanoUsd.ZERO, NanoUsd::plus);
        assertThat(answer.totals().costNanoUsd()).isEqualTo(ofRecords);
        assertThat(answer.totals().tokens().output()).isEqualTo(2_000);
        assertThat(answer.groups()).hasSize(1);
        await().atMost(SOON).untilAsserted(
                () -> assertThat(usage(user, "").asOf()).isAfter(Instant.now().minusSeconds(3)));
    }

    @Test
    void theSameRecordAgainHasNoEffect() {
        UserId user = RelaySide.newUser();
        RequestId request = RelaySide.newRequest();
        relay.grant(user, CREDIT);
        relay.reserve(user, request);
        relay.settle(user, request);
        UsageSettled again = SampleEvents.settled(user, request);
        relay.repeatLast(user, again);
        RequestId next = RelaySide.newRequest();
        relay.reserve(user, next);
        relay.settle(user, next);
        relay.flush();

        await().atMost(SOON).untilAsserted(() -> assertThat(records(user)).hasSize(2));

        NanoUsd each = records(user).getFirst().chargeNanoUsd();
        assertThat(account(user).balanceNanoUsd()).isEqualTo(CREDIT.minus(each).minus(each));
    }

    @Test
    void anUndecodableEventParksItsAccountAndNoOther() {
        UserId user = RelaySide.newUser();
        UserId neighbour = inSamePartition(user);
        relay.grant(user, CREDIT);
        relay.sendBytes(Partitions.of(user.value(), RunningStreams.PARTITIONS), user.value(),
                "dev.sluice.account.Nonsense",
                new byte[]{'{'}, null);
        relay.grant(neighbour, CREDIT);
        relay.flush();

        await().atMost(SOON).untilAsserted(
                () -> assertThat(account(neighbour).status()).isEqualTo(AccountAnswer.Status.ACTIVE));

        assertThat(account(user).status()).isEqualTo(AccountAnswer.Status.PARKED);
        await().atMost(SOON).untilAsserted(() -> assertThat(inRedis(user, "halt")).isEqualTo("PARKED"));
    }

    @Test
    void onlyServicesOfThisInstallationAreAnswered() {
        String path = "/internal/accounts/" + RelaySide.newUser();

        assertThat(streams.get(path, "Bearer wrong").status()).isEqualTo(401);
        assertThat(streams.get(path).status()).isEqualTo(404);
        assertThat(streams.get("/internal/usage/cu_nobody").status()).isEqualTo(400);
        assertThat(streams.get("/internal/usage/" + RelaySide.newUser() + "?step=year").status()).isEqualTo(400);
    }

    private static UserId inSamePartition(UserId user) {
        UserId other = RelaySide.newUser();
        while (Partitions.of(other.value(), RunningStreams.PARTITIONS) != Partitions.of(user.value(),
                RunningStreams.PARTITIONS)) {
            other = RelaySide.newUser();
        }
        return other;
    }

    private static List<RatedUsage> records(UserId user) {
        return streams.get("/internal/records/" + user).as(RecordsAnswer.class).records();
    }

    private static ChangesAnswer changes(UserId user, String since) {
        return streams.get("/internal/changes/" + user + (since.isEmpty() ? "" : "?since=" + since))
                .as(ChangesAnswer.class);
    }

    private static UsageAnswer usage(UserId user, String more) {
        return streams.get("/internal/usage/" + user + "?step=quarter" + more).as(UsageAnswer.class);
    }

    private static TransactionsAnswer transactions(UserId user) {
        return streams.get("/internal/transactions/" + user).as(TransactionsAnswer.class);
    }

    private static AccountAnswer account(UserId user) {
        return streams.get("/internal/accounts/" + user).as(AccountAnswer.class);
    }

    private static String inRedis(UserId user, String field) {
        try (var connection = redis.connect()) {
            String value = connection.sync().hget(RedisKeys.view(user), field);
            return value == null ? "" : value;
        }
    }
}
