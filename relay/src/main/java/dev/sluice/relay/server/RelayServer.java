package dev.sluice.relay.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.relay.body.SharedBudget;
import dev.sluice.relay.body.SpillFolder;
import dev.sluice.relay.exchange.Gatekeeper;
import dev.sluice.relay.exchange.PriceList;
import dev.sluice.relay.exchange.caller.Callers;
import dev.sluice.relay.exchange.open.OpenRequests;
import dev.sluice.relay.forwarding.Forwarder;
import dev.sluice.relay.forwarding.Timeouts;
import dev.sluice.relay.forwarding.Transfer;
import dev.sluice.relay.peer.FailedAttempts;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.NotNow;
import dev.sluice.relay.refusal.RefusalAnswers;
import dev.sluice.relay.server.framing.Bounds;
import dev.sluice.relay.server.serving.ClientConnection;
import dev.sluice.relay.server.serving.Counters;
import dev.sluice.relay.server.serving.Desk;
import dev.sluice.relay.server.serving.Doorman;
import dev.sluice.relay.server.serving.LoopContext;
import dev.sluice.relay.upstream.choice.Upstreams;

/// The data plane's listener: event loops, connections, an orderly end. `start`, `drain` and `stop` are
/// called by one thread; [OpenRequests] by any.
public final class RelayServer implements OpenRequests {

    private static final int BACKLOG = 4_096;
    private static final Duration LOOP_SHUTDOWN = Duration.ofSeconds(2);
    private static final long DRAIN_POLL_MILLIS = 20;
    private static final long CERTIFICATE_LOOK_SECONDS = 10;

    /// What the server is built from.
    ///
    /// @param port
    ///            0 takes a free one
    /// @param spill
    ///            for bodies that are too large for memory; the caller closes it, after the server
    /// @param loops
    ///            threads; one per core
    /// @param nanos
    ///            a monotonic clock
    public record Parts(int port, int loops, Edge edge, Bounds bounds, SpillFolder spill, Timeouts timeouts,
            Upstreams upstreams, Callers callers,
            Gatekeeper gatekeeper, PriceList prices, RefusalAnswers answers, Counters counters, InstantSource clock,
            LongSupplier nanos, Supplier<RequestId> requestIds) {}

    private final Parts parts;
    private final SharedBudget budget;
    private final FutureTask<SslContext> upstreamTls = new FutureTask<>(SslContextBuilder.forClient()::build);
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final Map<EventExecutor, LoopContext> contexts = new IdentityHashMap<>();
    private @Nullable MultiThreadIoEventLoopGroup group;
    private @Nullable Channel listener;

    /// Begins to read the certificates that providers are trusted by, which takes a while.
    public RelayServer(Parts parts) {
        this.parts = parts;
        this.budget = new SharedBudget(parts.bounds().bufferedBytesMax());
        Thread.startVirtualThread(upstreamTls);
    }

    /// Binds the port. Throws `IllegalStateException` that names the port when it is taken.
    public void start() {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(parts.loops(), io);
        group = loops;
        SslContext tls = upstreamTls();
        Class<? extends Channel> channelType = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
        for (EventExecutor loop : loops) {
            LoopContext context = new LoopContext(new Forwarder((EventLoop) loop, channelType, tls, parts.upstreams(),
                    parts.timeouts(), parts.answers(), parts.counters(), parts.nanos()),
                    new Doorman(parts.callers(), new FailedAttempts(parts.nanos())));
            contexts.put(loop, context);
            ScheduledFuture<?> _ = loop.scheduleAtFixedRate(context::tick, 1, 1, TimeUnit.SECONDS);
        }
        Desk desk = new Desk(parts.gatekeeper(), parts.prices(), parts.answers(), parts.counters(),
                parts.bounds(), budget, parts.spill(), parts.clock(), parts.nanos(), parts.requestIds(), open,
                draining);
        parts.edge().tls().ifPresent(own -> {
            ScheduledFuture<?> _ = loops.next().scheduleAtFixedRate(() -> Thread.startVirtualThread(own::refresh),
                    CERTIFICATE_LOOK_SECONDS, CERTIFICATE_LOOK_SECONDS, TimeUnit.SECONDS);
        });
        listener = bind(loops, epoll, desk);
    }

    /// Gives every event loop of a started server to `action`.
    public void eachLoop(Consumer<EventLoop> action) {
        contexts.keySet().forEach(loop -> action.accept((EventLoop) loop));
    }

    private Channel bind(MultiThreadIoEventLoopGroup loops, boolean epoll, Desk desk) {
        ServerBootstrap bootstrap = new ServerBootstrap().group(loops)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG).option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true).childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new Doorway(desk, parts.edge(), this::contextOf));
        var bound = bootstrap.bind(parts.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stop();
            throw new IllegalStateException("port " + parts.port() + " cannot be listened on (expected: a free port): "
                    + bound.cause().getMessage());
        }
        return bound.channel();
    }

    private LoopContext contextOf(EventLoop loop) {
        LoopContext context = contexts.get(loop);
        if (context == null) {
            throw new IllegalStateException("a connection on a loop that is not ours");
        }
        return context;
    }

    private SslContext upstreamTls() {
        try {
            return upstreamTls.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("TLS towards providers cannot be set up", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while TLS towards providers was set up", e);
        }
    }

    public int port() {
        Channel bound = listener;
        return bound != null && bound.localAddress() instanceof InetSocketAddress local ? local.getPort() : -1;
    }

    /// Whether it has begun to stop.
    public boolean isDraining() {
        return draining.get();
    }

    /// Bytes of request bodies in memory, until their provider has them.
    public long bufferedBytes() {
        return budget.takenBytes();
    }

    /// Refuses new requests, waits for the open ones up to `atMost`, then cuts the rest. Who still comes is
    /// told so, because balancers need a moment to look elsewhere.
    public void drain(Duration atMost) throws InterruptedException {
        draining.set(true);
        onEach(ClientConnection::closeIfIdle);
        contexts.forEach((loop, context) -> loop.execute(context::closeSessions));
        awaitNoneOpen(atMost);
        Channel bound = listener;
        if (bound != null) {
            bound.close().await();
        }
        onEach(ClientConnection::closeIfIdle);
        onEach(connection -> cut(connection, new NotNow.Draining()));
        awaitNoneOpen(LOOP_SHUTDOWN);
    }

    private void awaitNoneOpen(Duration atMost) throws InterruptedException {
        long end = parts.nanos().getAsLong() + atMost.toNanos();
        while (open.get() > 0 && parts.nanos().getAsLong() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(DRAIN_POLL_MILLIS);
        }
    }

    /// Closes what is still open, and ends the event loops; a second call does nothing. They would close it too,
    /// unless they were told to end in the middle of a round; then handlers would never hear of it and keep what
    /// they hold.
    public void stop() {
        MultiThreadIoEventLoopGroup loops = group;
        group = null;
        if (loops != null) {
            contexts.forEach((loop, context) -> loop.submit(context::close).awaitUninterruptibly());
            loops.shutdownGracefully(0, LOOP_SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly();
        }
    }

    @Override
    public void keyChanged(KeyId keyId) {
        onEach(connection -> {
            Transfer passing = connection.transfer();
            if (passing != null && passing.exchange().keyId().equals(keyId)) {
                connection.recheck();
            }
        });
    }

    @Override
    public void userChanged(UserId userId) {
        onEach(connection -> {
            Transfer passing = connection.transfer();
            if (passing != null && passing.exchange().userId().equals(userId)) {
                connection.recheck();
            }
        });
    }

    @Override
    public void cutPrepaid() {
        onEach(connection -> {
            Transfer passing = connection.transfer();
            if (passing != null && passing.exchange().isPrepaid()) {
                passing.cut(new NotNow.AdmissionAway());
            }
        });
    }

    @Override
    public int count() {
        return open.get();
    }

    private static void cut(ClientConnection connection, Refusal refusal) {
        Transfer passing = connection.transfer();
        if (passing != null) {
            passing.cut(refusal);
        }
    }

    private void onEach(Consumer<ClientConnection> action) {
        contexts.forEach((loop, context) -> loop.execute(() -> context.forEach(action)));
    }
}
