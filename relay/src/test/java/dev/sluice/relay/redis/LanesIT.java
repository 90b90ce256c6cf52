package dev.sluice.relay.redis;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.admission.AdmissionScript;
import dev.sluice.contracts.admission.AdmitAnswer;
import dev.sluice.contracts.admission.AdmitRequest;
import dev.sluice.contracts.admission.Allowances;
import dev.sluice.contracts.admission.GatePass;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.testing.TestRedis;
import dev.sluice.relay.redis.RedisLink;
import dev.sluice.relay.redis.ServerCheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Lanes on a real Redis. Which connection was taken is read from the thread that told the answer, and from what
/// Redis counts of its clients.
class LanesIT {

    private static final UUID NOBODY = new UUID(0, 1);
    private static final AdmitRequest QUESTION = new AdmitRequest(UserId.of(NOBODY), KeyId.of(NOBODY),
            JournalId.of(NOBODY), RequestId.of(NOBODY), 0, 1, 1, 1, Allowances.UNLIMITED,
            Allowances.UNLIMITED, new GatePass(GatePass.NONE, GatePass.NONE), false);
    private static final Duration READY_MAX = Duration.ofSeconds(30);

    private final TestRedis redis = TestRedis.started();
    private final RedisClient client = RedisClient.create(redis.uri());
    private final RedisCommands<String, String> commands = client.connect().sync();
    private final RedisLink link = new RedisLink(redis.address());
    private final ServerCheck server = new ServerCheck(link, 1);
    private final Lanes lanes = new Lanes(link, server, System::nanoTime);
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1,
            Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final EventLoop loop = loops.next();

    /// What a call came to, and where it was told.
    private record Told(List<?> reply, boolean onLoop, String failure) {}

    @BeforeEach
    void open() {
        link.open(() -> {
            server.connected();
            lanes.connected();
        });
        lanes.open(loop);
        await().atMost(READY_MAX).until(() -> asked().onLoop);
    }

    @AfterEach
    void close() {
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        link.close();
        client.shutdown();
        redis.close();
    }

    @Test
    void answersOnTheLoopThatAsked() {
        Told told = asked();

        assertThat(told.onLoop).isTrue();
        assertThat(AdmitAnswer.parse(told.reply)).isEqualTo(AdmitAnswer.Unknown.ABSENT);
    }

    @Test
    void answersManyInTheirOrder() {
        List<CompletableFuture<Told>> all = IntStream.range(0, 1_000).mapToObj(_ -> ask()).toList();

        assertThat(all).map(CompletableFuture::join).allSatisfy(
                told -> assertThat(AdmitAnswer.parse(told.reply)).isEqualTo(AdmitAnswer.Unknown.ABSENT));
    }

    @Test
    void asksOverTheSharedConnectionFromAnyOtherThread() {
        CompletableFuture<Told> told = new CompletableFuture<>();

        run(told);

        assertThat(told.join().onLoop).isFalse();
        assertThat(told.join().failure).isEmpty();
    }

    @Test
    void findsItsWayWhenRedisForgotTheScript() {
        commands.scriptFlush();

        assertThat(AdmitAnswer.parse(asked().reply)).isEqualTo(AdmitAnswer.Unknown.ABSENT);
        assertThat(asked().onLoop).isTrue();
    }

    @Test
    void takesMembersOutOfSets() {
        commands.zadd("places", 1, "mine");

        loop.execute(() -> lanes.remove("places", "mine"));

        await().atMost(READY_MAX).until(() -> commands.zcard("places") == 0);
    }

    @Test
    void comesBackWhenTheConnectionIsCut() {
        commands.clientKill(KillArgs.Builder.typeNormal().skipme());

        await().atMost(READY_MAX).until(() -> asked().onLoop);
    }

    @Test
    void isNotUsedForAServerThatWasNotChecked() {
        redis.kill();
        redis.start();

        Told told = await().atMost(READY_MAX).until(this::asked, answer -> answer.failure.isEmpty());

        assertThat(AdmitAnswer.parse(told.reply)).isEqualTo(AdmitAnswer.Unknown.ABSENT);
        assertThat(server.sentinel()).isNotEmpty();
        await().atMost(READY_MAX).until(() -> asked().onLoop);
    }

    private Told asked() {
        return ask().join();
    }

    private CompletableFuture<Told> ask() {
        CompletableFuture<Told> told = new CompletableFuture<>();
        loop.execute(() -> run(told));
        return told;
    }

    private void run(CompletableFuture<Told> told) {
        lanes.run(AdmissionScript.ADMIT, QUESTION.keys(), QUESTION.args(), new ScriptAnswer() {
            @Override
            public void answered(List<?> reply) {
                told.complete(new Told(reply, loop.inEventLoop(), ""));
            }

            @Override
            public void failed(String why) {
                told.complete(new Told(List.of(), loop.inEventLoop(), why));
            }
        });
    }
}
