package dev.sluice.billing.grants;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.billing.log.AccountLog;
import dev.sluice.billing.log.KafkaClients;
import dev.sluice.billing.log.LogUnavailable;
import dev.sluice.billing.log.Loop;
import dev.sluice.billing.log.OwnTopics;
import dev.sluice.billing.testing.LogReader;
import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.topics.Deployment;
import dev.sluice.contracts.topics.Topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Welcome grants over restarts, with more instances than partitions, and with records that nobody can read.
/// An instance is its loop: the rest of the service takes no part.
class WelcomeGrantIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Deployment TWO_PARTITIONS = new Deployment(2, 1);

    private final KafkaClients kafka = new KafkaClients(TestKafka.shared().bootstrapServers());
    private final LogReader log = new LogReader(TestKafka.shared().bootstrapServers());
    private final Producer<String, byte[]> producer = kafka.producer();
    private final AccountLog accounts = AccountLog.on(producer);

    @AfterEach
    void close() {
        log.close();
        producer.close();
    }

    @Test
    void eachVerifiedUserGetsOneGrantWhateverRestarts() throws Exception {
        List<UserId> users = Stream.generate(() -> UserId.of(UUID.randomUUID())).limit(40).toList();
        List<Loop> instances = Stream.generate(() -> started(accounts)).limit(3).toList();
        verified(users.subList(0, 20));
        await().atMost(SOON).until(() -> given().keySet().containsAll(users.subList(0, 10)));
        instances.getFirst().stop();
        verified(users.subList(20, 40));
        instances.subList(1, 3).forEach(Loop::stop);
        Loop again = started(accounts);
        await().atMost(SOON).until(() -> given().keySet().containsAll(users));
        again.stop();

        Map<UserId, List<CreditGranted>> given = given();
        assertThat(users).allSatisfy(user -> assertThat(given.get(user))
                .allSatisfy(grant -> assertThat(grant.amountNanoUsd()).isEqualTo(NanoUsd.parse("5")))
                .extracting(CreditGranted::grantId).containsOnly(GrantIds.welcome(user)));
    }

    @Test
    void aChangedProfileAndAnUnreadableRecordGiveNothing() throws Exception {
        UserId user = UserId.of(UUID.randomUUID());
        UserId next = UserId.of(UUID.randomUUID());
        Loop instance = started(accounts);
        verified(List.of(user, user));
        log.write(Topics.IDENTITY_USERS.name(), user.value(), new byte[]{'{'});
        verified(List.of(user, next));

        await().atMost(SOON).until(() -> given().keySet().containsAll(List.of(user, next)));
        instance.stop();

        assertThat(log.grantsOf(user)).hasSize(1);
    }

    /// The instance dies after Kafka has the grant and before it knows: the next life gives the same grant again.
    @Test
    void aLostAcknowledgementRepeatsTheSameGrant() throws Exception {
        UserId user = UserId.of(UUID.randomUUID());
        AtomicInteger appends = new AtomicInteger();
        Loop instance = started(events -> {
            accounts.append(events);
            if (appends.getAndIncrement() == 0) {
                throw new LogUnavailable("acknowledgement lost", new IllegalStateException());
            }
        });
        verified(List.of(user));

        await().atMost(SOON).until(() -> log.grantsOf(user).size() > 1);
        instance.stop();

        assertThat(log.grantsOf(user)).extracting(CreditGranted::grantId).containsOnly(GrantIds.welcome(user));
    }

    private Loop started(AccountLog accountLog) {
        WelcomeGrants grants = new WelcomeGrants(NanoUsd.parse("5"), Duration.ofDays(90), InstantSource.system(),
                UUID::randomUUID);
        Loop loop = new Loop("welcome-grants", new OwnTopics(kafka, TWO_PARTITIONS), reason -> {
        },
                new WelcomeWork(kafka, grants, accountLog));
        loop.start();
        await().atMost(SOON)
                .until(() -> log.has(Topics.IDENTITY_USERS.name()) && log.has(Topics.ACCOUNT_EVENTS.name()));
        return loop;
    }

    private Map<UserId, List<CreditGranted>> given() {
        return log.grants();
    }

    private void verified(List<UserId> users) throws Exception {
        for (UserId user : users) {
            log.writeVerified(user);
        }
    }
}
