package dev.sluice.billing.grants;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

import dev.sluice.billing.log.AccountLog;
import dev.sluice.billing.log.KafkaClients;
import dev.sluice.billing.log.LogUnavailable;
import dev.sluice.billing.log.Loop;
import dev.sluice.billing.log.OwnTopics;
import dev.sluice.billing.testing.BillingInstance;
import dev.sluice.billing.testing.LogReader;
import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.plans.Plans;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.topics.Deployment;
import dev.sluice.contracts.topics.Topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Welcome grants over restarts, with more instances than partitions, and with records that nobody can read.
class WelcomeGrantIT {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final String kafka = TestKafka.shared().bootstrapServers();

    @Test
    void eachVerifiedUserGetsOneGrantWhateverRestarts() throws Exception {
        List<UserId> users = Stream.generate(() -> UserId.of(UUID.randomUUID())).limit(20).toList();
        try (LogReader log = new LogReader(kafka)) {
            try (BillingInstance one = started(); BillingInstance two = started(); BillingInstance idle = started()) {
                await().atMost(SOON).until(() -> one.isReady() && two.isReady() && idle.isReady());
                for (UserId user : users) {
                    verified(log, user, 1);
                }
                await().atMost(SOON).until(() -> log.grants().keySet().containsAll(users));
            }
            try (BillingInstance again = started()) {
                await().atMost(SOON).until(again::isReady);
                UserId last = UserId.of(UUID.randomUUID());
                verified(log, last, 1);
                await().atMost(SOON).untilAsserted(() -> assertThat(log.grantsOf(last)).isNotEmpty());
            }

            Map<UserId, List<CreditGranted>> given = log.grants();
            assertThat(users).allSatisfy(user -> assertThat(given.get(user))
                    .allSatisfy(grant -> assertThat(grant.amountNanoUsd()).isEqualTo(NanoUsd.parse("5")))
                    .extracting(CreditGranted::grantId).containsOnly(GrantIds.welcome(user)));
        }
    }

    @Test
    void aChangedProfileAndAnUnreadableRecordGiveNothing() throws Exception {
        UserId user = UserId.of(UUID.randomUUID());
        try (LogReader log = new LogReader(kafka); BillingInstance billing = started()) {
            await().atMost(SOON).until(billing::isReady);
            verified(log, user, 1);
            verified(log, user, 2);
            log.write(Topics.IDENTITY_USERS.name(), user.value(), new byte[]{'{'});
            UserId next = UserId.of(UUID.randomUUID());
            verified(log, next, 1);
            verified(log, user, 3);

            await().atMost(SOON).until(() -> log.grants().containsKey(next));
            assertThat(log.grantsOf(user)).hasSize(1);
        }
    }

    /// The instance dies after Kafka has the grant and before it knows: the next life gives the same grant again.
    @Test
    void aLostAcknowledgementRepeatsTheSameGrant() throws Exception {
        UserId user = UserId.of(UUID.randomUUID());
        KafkaClients clients = new KafkaClients(kafka);
        AtomicInteger appends = new AtomicInteger();
        try (LogReader log = new LogReader(kafka); Producer<String, byte[]> producer = clients.producer()) {
            AccountLog forgetful = events -> {
                AccountLog.on(producer).append(events);
                if (appends.getAndIncrement() == 0) {
                    throw new LogUnavailable("acknowledgement lost", new IllegalStateException());
                }
            };
            Loop loop = loop(clients, forgetful);
            loop.start();
            verifiedOnceTopicsAreThere(log, user);

            await().atMost(SOON).until(() -> log.grantsOf(user).size() > 1);
            loop.stop();

            assertThat(log.grantsOf(user)).extracting(CreditGranted::grantId).containsOnly(GrantIds.welcome(user));
        }
    }

    private static Loop loop(KafkaClients clients, AccountLog log) {
        WelcomeGrants grants = new WelcomeGrants(NanoUsd.parse("5"), Duration.ofDays(90), InstantSource.system(),
                UUID::randomUUID);
        return new Loop("welcome-grants", new OwnTopics(clients, new Deployment(2, 1)), reason -> {
        },
                new WelcomeWork(clients, grants, log));
    }

    private static void verifiedOnceTopicsAreThere(LogReader log, UserId user) throws Exception {
        await().atMost(SOON).until(() -> log.has(Topics.IDENTITY_USERS.name()));
        verified(log, user, 1);
    }

    private BillingInstance started() throws Exception {
        return BillingInstance.started(kafka, NOWHERE, NOWHERE);
    }

    private static void verified(LogReader log, UserId user, long version) throws Exception {
        log.write(Topics.IDENTITY_USERS.name(), user.value(),
                new UserView(user, UserView.Status.ACTIVE, true, "free", Plans.FREE.mode(), Plans.FREE.limits(),
                        Plans.FREE.budgets(), NanoUsd.ZERO, "UTC", Instant.EPOCH, Instant.EPOCH, version, null));
    }
}
