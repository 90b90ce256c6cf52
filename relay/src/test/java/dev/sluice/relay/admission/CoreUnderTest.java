package dev.sluice.relay.admission;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.admission.AdmissionScript;
import dev.sluice.contracts.admission.ApplyRequest;
import dev.sluice.contracts.admission.Consumed;
import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.admission.RedisServer;
import dev.sluice.contracts.admission.WindowsView;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.journal.Watermark;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.testing.TestKafka;
import dev.sluice.contracts.testing.TestRedis;
import dev.sluice.contracts.topics.Deployment;
import dev.sluice.contracts.topics.TopicKeeper;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.exchange.Recorder;
import dev.sluice.relay.exchange.reservation.Admission;
import dev.sluice.relay.exchange.reservation.Admission.Verdict;
import dev.sluice.relay.journal.Journals;
import dev.sluice.relay.journal.forwarding.ForwarderCounts;
import dev.sluice.relay.journal.forwarding.Pace;
import dev.sluice.relay.journal.forwarding.Producers;
import dev.sluice.relay.journal.recording.Backlogs;
import dev.sluice.relay.journal.recording.Durability;
import dev.sluice.relay.journal.recording.GroupCommit;
import dev.sluice.relay.journal.recording.Holdings;
import dev.sluice.relay.journal.recording.JournalBounds;
import dev.sluice.relay.journal.recording.JournalLife;
import dev.sluice.relay.journal.recording.JournalRecorder;
import dev.sluice.relay.journal.recording.Keeper;
import dev.sluice.relay.journal.segment.JournalSettings;
import dev.sluice.relay.redis.Lanes;
import dev.sluice.relay.redis.Leases;
import dev.sluice.relay.redis.RedisLink;
import dev.sluice.relay.redis.ServerCheck;

import static org.awaitility.Awaitility.await;

/// The core of a relay as the application wires it, and what the materialiser would do for it.
final class CoreUnderTest implements AutoCloseable {

    static final int PARTITIONS = 4;
    /// A busy machine must not look like a Redis that hangs.
    private static final Patience PATIENT = new Patience(Duration.ofMillis(250), Duration.ofSeconds(1),
            Duration.ofSeconds(30), Duration.ofMillis(25));
    private static final Duration READY_MAX = Duration.ofSeconds(60);

    final RedisCommands<String, String> redis;
    final Holdings holdings = new Holdings(PARTITIONS);
    final Backlogs backlogs = new Backlogs();
    final ForwarderCounts forwarded = new ForwarderCounts();
    final Leases leases;
    final RedisAdmission admission;
    final JournalRecorder recorder;
    final JournalLife life;
    final AtomicInteger cuts = new AtomicInteger();
    private final TestKafka kafka;
    private final RedisClient client;
    private final RedisLink link;
    private final Lanes lanes;
    private final Keeper keeper;
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoop loop = loops.next();
    private final WatermarkReplica watermarks;
    private final Producer<String, byte[]> producer;
    private final Thread flushing;

    CoreUnderTest(TestKafka kafka, TestRedis testRedis, Path folder, Durability durability) throws IOException {
        this.kafka = kafka;
        createTopics();
        this.client = RedisClient.create(testRedis.uri());
        this.redis = client.connect(new StringCodec(StandardCharsets.ISO_8859_1)).sync();
        this.link = new RedisLink(testRedis.address());
        this.leases = new Leases(link, "relay-1", System::nanoTime);
        ServerCheck server = new ServerCheck(link, PARTITIONS);
        server.onOtherServer(holdings::otherServer);
        Supplier<Producer<String, byte[]>> producers = Producers.of(kafka.bootstrapServers(), "relay-1",
                Pace.GATHERING);
        this.producer = producers.get();
        InstantSource clock = InstantSource.system();
        Journals journals = new Journals(folder, new JournalSettings(PARTITIONS, 1024 * 1024), clock, UUID::randomUUID,
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory()));
        this.life = new JournalLife(journals, holdings, leases, backlogs, producers, forwarded, "relay-1",
                Pace.GATHERING, clock,
                UUID::randomUUID);
        this.keeper = new Keeper(life, holdings, leases, link, cuts::incrementAndGet);
        this.watermarks = new WatermarkReplica(PARTITIONS, this::consumer, holdings::appliedBelow, keeper::gateWaits);
        this.lanes = new Lanes(link, server, System::nanoTime);
        this.admission = new RedisAdmission(link, lanes, server, leases, holdings, watermarks,
                new Concurrency(link, lanes),
                new Refusals(), PATIENT, System::nanoTime);
        GroupCommit groupCommit = new GroupCommit();
        JournalBounds bounds = new JournalBounds(1L << 30, Duration.ofHours(1), NanoUsd.parse("1000000"));
        this.recorder = new JournalRecorder(holdings, backlogs, bounds, durability, groupCommit, link::generation,
                clock, UUID::randomUUID);
        this.flushing = Thread.ofPlatform().daemon().start(groupCommit);
        start(server);
    }

    private void start(ServerCheck server) {
        nameThisServer();
        life.start();
        link.open(() -> {
            server.connected();
            lanes.connected();
            keeper.connected();
        });
        lanes.open(loop);
        keeper.start();
        watermarks.start();
        await().atMost(READY_MAX).until(() -> life.announced() && leases.began() && watermarks.replica().isMet()
                && server.completeCount() == PARTITIONS);
    }

    private void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            TopicKeeper topics = new TopicKeeper(admin, new Deployment(PARTITIONS, 1));
            await().atMost(READY_MAX).ignoreExceptionsInstanceOf(KafkaException.class)
                    .untilAsserted(() -> topics.ensure(List.of(Topics.ACCOUNT_EVENTS, Topics.DLQ_ACCOUNT_EVENTS,
                            Topics.USAGE_WATERMARK)));
        }
    }

    Consumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset",
                "earliest", "enable.auto.commit", "false"), new StringDeserializer(), new ByteArrayDeserializer());
    }

    /// Writes the sentinels, as the materialiser does when everything of a partition is in Redis.
    void nameThisServer() {
        String sentinel = RedisServer.parse(redis.info()).sentinel();
        for (int p = 0; p < PARTITIONS; p++) {
            redis.set(RedisKeys.sentinel(p), sentinel);
        }
    }

    /// Installs the first view of an account; answers the gate that closes it.
    long apply(UserId user, NanoUsd balance) {
        install(new AccountView(user, 0, 1, Instant.EPOCH, balance.microsFloored(), 0, 0, null, WindowsView.EMPTY,
                null, List.of()));
        return Long.parseLong(redis.hget(RedisKeys.view(user), "gate"));
    }

    private void install(AccountView view) {
        ApplyRequest request = ApplyRequest.of(view);
        redis.eval(AdmissionScript.APPLY.source(), ScriptOutputType.MULTI, request.keys().toArray(String[]::new),
                request.args().toArray(String[]::new));
    }

    /// Installs a view that shows this reservation, and all others before it, as open.
    void shown(Admission.Request request, long version, NanoUsd balance, long openMicros) {
        UserId user = request.user().userId();
        install(new AccountView(user, 0, version, Instant.EPOCH, balance.microsFloored(), 0, openMicros, null,
                WindowsView.EMPTY, null, List.of(new Consumed(request.requestId(), 0, 0))));
    }

    /// Says that the log has applied our journal up to that Redis time.
    void watermark(UserId user, long redisMillis) throws ExecutionException, InterruptedException {
        JournalId journal = holdings.journals().getFirst();
        int partition = holdings.partitionOf(user);
        publish(partition, new Watermark(journal, Instant.ofEpochMilli(redisMillis), false));
        await().atMost(READY_MAX).until(() -> watermarks.of(partition, journal) >= redisMillis);
    }

    private void publish(int partition, Watermark watermark) throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(Topics.USAGE_WATERMARK.name(), partition,
                partition + "/" + watermark.journal(), SluiceJson.mapper().writeValueAsBytes(watermark))).get();
    }

    /// Asks on the event loop, as connections do.
    Verdict admit(Admission.Request request) {
        return admitLater(request).join();
    }

    CompletableFuture<Verdict> admitLater(Admission.Request request) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        loop.execute(() -> admission.admit(request, loop, verdict::complete));
        return verdict;
    }

    /// Asks on a thread without a lane.
    CompletableFuture<Verdict> admitFromElsewhere(Admission.Request request) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        admission.admit(request, Runnable::run, verdict::complete);
        return verdict;
    }

    void end(Admission.Request request) {
        loop.execute(() -> admission.ended(request));
    }

    Recorder.Answer record(Admission.Request request, Verdict.Admitted admitted) {
        CompletableFuture<Recorder.Answer> answer = new CompletableFuture<>();
        recorder.append(reserved(request, admitted.admittedAt()), Runnable::run, answer::complete);
        return answer.join();
    }

    private static UsageReserved reserved(Admission.Request request, Instant at) {
        return new UsageReserved(UUID.randomUUID().toString(), request.requestId(), request.user().userId(),
                request.key().keyId(), "relay-1", at, null, at, Service.CLAUDE, "/v1/messages", "claude-sonnet-4-5",
                true, new PriceBookId("pb-2026-11-23.1"), TokenUsage.of(100, 100), request.reserved(),
                request.tokens(), null, null, Map.of());
    }

    /// No gate of a later test may wait for our journals.
    private void closeWatermarks(List<JournalId> journals) throws ExecutionException, InterruptedException {
        for (JournalId journal : journals) {
            for (int p = 0; p < PARTITIONS; p++) {
                publish(p, new Watermark(journal, Instant.EPOCH, true));
            }
        }
    }

    @Override
    public void close() {
        List<JournalId> journals = holdings.journals();
        keeper.stop();
        watermarks.stop();
        stopJournals(journals);
        flushing.interrupt();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        link.close();
        producer.close();
        client.shutdown();
    }

    private void stopJournals(List<JournalId> journals) {
        life.stop();
        try {
            closeWatermarks(journals);
        } catch (ExecutionException e) {
            throw new IllegalStateException("kafka refused a watermark", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
