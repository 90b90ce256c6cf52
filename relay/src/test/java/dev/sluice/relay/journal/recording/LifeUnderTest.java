package dev.sluice.relay.journal.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.testing.TestRedis;
import dev.sluice.contracts.topics.Deployment;
import dev.sluice.contracts.topics.TopicKeeper;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.relay.exchange.Recorder.Answer;
import dev.sluice.relay.journal.JournalSamples;
import dev.sluice.relay.journal.forwarding.ForwarderCounts;
import dev.sluice.relay.journal.forwarding.Pace;
import dev.sluice.relay.journal.forwarding.Producers;
import dev.sluice.relay.redis.Leases;
import dev.sluice.relay.redis.RedisLink;

import static org.awaitility.Awaitility.await;

/// The journals of one relay with a real Kafka and a real Redis, and a clock for leases that a test moves.
final class LifeUnderTest implements AutoCloseable {

    private static final Duration READY_MAX = Duration.ofSeconds(60);

    final JournalSamples samples = new JournalSamples();
    final Holdings holdings = new Holdings(JournalSamples.PARTITIONS);
    final Backlogs backlogs = new Backlogs();
    final AtomicInteger cuts = new AtomicInteger();
    final AtomicLong skippedNanos = new AtomicLong();
    final JournalLife life;
    private final RedisLink link;
    private final Leases leases;
    private final Keeper keeper;
    private final JournalRecorder recorder;

    LifeUnderTest(TestKafka kafka, TestRedis redis, Path folder, Durability durability) {
        createTopics(kafka);
        InstantSource clock = InstantSource.system();
        this.link = new RedisLink(redis.address());
        this.leases = new Leases(link, "relay-1", () -> System.nanoTime() + skippedNanos.get());
        this.life = new JournalLife(JournalSamples.journals(folder), holdings, leases, backlogs,
                Producers.of(kafka.bootstrapServers(), "relay-1", Pace.GATHERING), new ForwarderCounts(),
                "relay-1", Pace.GATHERING, clock,
                UUID::randomUUID);
        this.keeper = new Keeper(life, holdings, leases, link, cuts::incrementAndGet);
        this.recorder = new JournalRecorder(holdings, backlogs, RecorderUnderTest.ROOMY, durability, new GroupCommit(),
                link::generation, clock, UUID::randomUUID);
        life.start();
        link.open(keeper::connected);
        keeper.start();
        await().atMost(READY_MAX).until(() -> life.announced() && leases.began());
    }

    private static void createTopics(TestKafka kafka) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            TopicKeeper topics = new TopicKeeper(admin, new Deployment(JournalSamples.PARTITIONS, 1));
            await().atMost(READY_MAX).ignoreExceptionsInstanceOf(KafkaException.class).untilAsserted(
                    () -> topics.ensure(List.of(Topics.ACCOUNT_EVENTS, Topics.DLQ_ACCOUNT_EVENTS)));
        }
    }

    JournalId journal() {
        LiveJournal current = holdings.current();
        return current == null ? fail() : current.id();
    }

    private static JournalId fail() {
        throw new IllegalStateException("no journal (expected: one from the start on)");
    }

    /// Takes a request in and reserves for it.
    RequestId reserve() {
        RequestId request = JournalSamples.request();
        Holding holding = holdings.open(request, samples.user, samples.key);
        if (holding != null) {
            holding.sending(0, link.generation());
        }
        append(samples.reserved(request)).join();
        return request;
    }

    /// Ends a request as its answer does.
    Answer settle(RequestId request) {
        Answer answer = append(samples.settled(request)).join();
        holdings.end(request);
        return answer;
    }

    CompletableFuture<Answer> append(UsageEvent event) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        recorder.append(event, Runnable::run, answer::complete);
        return answer;
    }

    @Override
    public void close() {
        keeper.stop();
        life.stop();
        link.close();
    }
}
