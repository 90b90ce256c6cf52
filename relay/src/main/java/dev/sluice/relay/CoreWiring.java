package dev.sluice.relay;

import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.sluice.contracts.topics.Deployment;
import dev.sluice.relay.admission.Concurrency;
import dev.sluice.relay.admission.Patience;
import dev.sluice.relay.admission.RedisAdmission;
import dev.sluice.relay.admission.RedisIdempotency;
import dev.sluice.relay.admission.RedisUsageLook;
import dev.sluice.relay.admission.Refusals;
import dev.sluice.relay.admission.WatermarkReplica;
import dev.sluice.relay.exchange.open.CurrentOpenRequests;
import dev.sluice.relay.journal.Journals;
import dev.sluice.relay.journal.forwarding.ForwarderCounts;
import dev.sluice.relay.journal.forwarding.Pace;
import dev.sluice.relay.journal.forwarding.Producers;
import dev.sluice.relay.journal.recording.Backlogs;
import dev.sluice.relay.journal.recording.GroupCommit;
import dev.sluice.relay.journal.recording.Holdings;
import dev.sluice.relay.journal.recording.JournalLife;
import dev.sluice.relay.journal.recording.JournalRecorder;
import dev.sluice.relay.journal.recording.Keeper;
import dev.sluice.relay.keys.ReplicatedKeys;
import dev.sluice.relay.readiness.Obstacle;
import dev.sluice.relay.readiness.Precondition;
import dev.sluice.relay.redis.Lanes;
import dev.sluice.relay.redis.Leases;
import dev.sluice.relay.redis.RedisLink;
import dev.sluice.relay.redis.ServerCheck;

/// Puts together what the data plane stands on: journal, admission, replicas, leases.
@Configuration(proxyBeanMethods = false)
class CoreWiring {

    @Bean
    RedisLink redisLink(RelayProperties properties) {
        return new RedisLink(properties.redis());
    }

    @Bean
    ServerCheck serverCheck(RedisLink link, RelayProperties properties, Holdings holdings) {
        ServerCheck check = new ServerCheck(link, properties.partitions());
        check.onOtherServer(holdings::otherServer);
        return check;
    }

    @Bean
    Leases leases(RedisLink link, RelayProperties properties) {
        return new Leases(link, properties.relayId(), System::nanoTime);
    }

    @Bean
    Holdings holdings(RelayProperties properties) {
        return new Holdings(properties.partitions());
    }

    @Bean
    Backlogs backlogs() {
        return new Backlogs();
    }

    @Bean
    ForwarderCounts forwarderCounts() {
        return new ForwarderCounts();
    }

    @Bean
    GroupCommit groupCommit() {
        return new GroupCommit();
    }

    @Bean
    JournalLife journalLife(RelayProperties properties, JournalProperties journal, Holdings holdings, Leases leases,
            Backlogs backlogs, ForwarderCounts counts, InstantSource clock, Supplier<UUID> uuids) {
        Executor spares = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("journal-spares").daemon().factory());
        Journals journals = new Journals(properties.data().resolve("journal"),
                journal.settings(properties.partitions()), clock, uuids, spares);
        Pace pace = switch (journal.durability()) {
            case JOURNAL, FSYNC -> Pace.GATHERING;
            case REPLICATED -> Pace.AWAITED;
        };
        return new JournalLife(journals, holdings, leases, backlogs,
                Producers.of(properties.kafka(), "relay-" + properties.relayId(), pace), counts,
                properties.relayId(), pace, clock, uuids);
    }

    @Bean
    JournalRecorder recorder(Holdings holdings, Backlogs backlogs, JournalProperties journal, GroupCommit groupCommit,
            RedisLink link, InstantSource clock, Supplier<UUID> uuids) {
        return new JournalRecorder(holdings, backlogs, journal.bounds(), journal.durability(), groupCommit,
                link::generation, clock, uuids);
    }

    @Bean
    Keeper keeper(JournalLife life, Holdings holdings, Leases leases, RedisLink link, CurrentOpenRequests open) {
        return new Keeper(life, holdings, leases, link, open::cutPrepaid);
    }

    @Bean
    ReplicatedKeys keys(KafkaReaders readers, CurrentOpenRequests open) {
        return new ReplicatedKeys(readers::consumer, open);
    }

    @Bean
    WatermarkReplica watermarks(RelayProperties properties, KafkaReaders readers, Holdings holdings, Keeper keeper) {
        return new WatermarkReplica(properties.partitions(), readers::consumer, holdings::appliedBelow,
                keeper::gateWaits);
    }

    @Bean
    Lanes lanes(RedisLink link, ServerCheck server) {
        return new Lanes(link, server, System::nanoTime);
    }

    @Bean
    LoopGuest laneOfEachLoop(Lanes lanes) {
        return lanes::open;
    }

    @Bean
    Concurrency concurrency(RedisLink link, Lanes lanes) {
        return new Concurrency(link, lanes);
    }

    @Bean(initMethod = "start")
    RedisIdempotency idempotency(RedisLink link) {
        return new RedisIdempotency(link);
    }

    @Bean
    RedisUsageLook usageLook(RedisLink link) {
        return new RedisUsageLook(link);
    }

    @Bean
    Refusals refusals() {
        return new Refusals();
    }

    @Bean
    RedisAdmission admission(RedisLink link, Lanes lanes, ServerCheck server, Leases leases, Holdings holdings,
            WatermarkReplica watermarks, Concurrency concurrency, Refusals refusals) {
        return new RedisAdmission(link, lanes, server, leases, holdings, watermarks, concurrency, refusals,
                Patience.STANDARD, System::nanoTime);
    }

    @Bean
    RelayTopics topics(RelayProperties properties, ConfigurableApplicationContext context) {
        return new RelayTopics(properties.kafka(), new Deployment(properties.partitions(), properties.replication()),
                sentence -> UnnamedFailureAnalyzer.end(context, sentence));
    }

    @Bean
    RelayCore relayCore(RelayTopics topics, RedisLink link, ServerCheck server, JournalLife journals, Keeper keeper,
            GroupCommit groupCommit, ReplicatedKeys keys, WatermarkReplica watermarks, Concurrency concurrency,
            Lanes lanes) {
        return new RelayCore(topics, link, lanes, server, journals, keeper, groupCommit, keys, watermarks, concurrency);
    }

    @Bean
    Precondition keysRead(ReplicatedKeys keys) {
        return keys.replica();
    }

    @Bean
    Precondition watermarksRead(WatermarkReplica watermarks) {
        return watermarks.replica();
    }

    @Bean
    Precondition journalAnnounced(JournalLife life) {
        return new OncePrecondition("journal", "Kafka to acknowledge the journal in every partition", life::announced);
    }

    @Bean
    Precondition redisAnswered(Leases leases) {
        return new OncePrecondition("redis", "Redis to answer", leases::began);
    }

    @Bean
    Obstacle journalFull(JournalRecorder recorder) {
        return new FullJournal(recorder);
    }
}
