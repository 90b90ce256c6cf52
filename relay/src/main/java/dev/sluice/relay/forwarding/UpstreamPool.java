package dev.sluice.relay.forwarding;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;

/// The connections of one event loop to all providers. Confined to that loop: taking an idle one is a queue
/// operation, without a lock and without a hop to another thread.
final class UpstreamPool {

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /// Less than what servers usually keep an idle connection for, so that the race is rare.
    static final Duration IDLE_MAX = Duration.ofSeconds(30);
    static final int IDLE_PER_UPSTREAM_MAX = 256;
    static final int CONNECTIONS_MAX = 16_384;
    private static final int CONNECT_ATTEMPTS = 2;
    private static final int CHUNK_BYTES_MAX = 64 * 1024;
    private static final int HEAD_BYTES_MAX = 64 * 1024;

    private final EventLoop loop;
    private final Class<? extends Channel> channelType;
    private final SslContext tls;
    private final Map<Upstream, Deque<UpstreamConnection>> idle = new HashMap<>();
    private final LongSupplier nanos;
    private int connections;

    UpstreamPool(EventLoop loop, Class<? extends Channel> channelType, SslContext tls, LongSupplier nanos) {
        this.loop = loop;
        this.channelType = channelType;
        this.tls = tls;
        this.nanos = nanos;
    }

    /// What came of asking for a connection.
    sealed interface Attempt {
        record Connected(UpstreamConnection connection) implements Attempt {}

        record Failed() implements Attempt {}

        record Full() implements Attempt {}
    }

    void acquire(Upstream upstream, Consumer<Attempt> answer) {
        Deque<UpstreamConnection> waiting = idle.computeIfAbsent(upstream, _ -> new ArrayDeque<>());
        UpstreamConnection connection = waiting.pollFirst();
        while (connection != null && !connection.isOpen()) {
            connection = waiting.pollFirst();
        }
        if (connection != null) {
            answer.accept(new Attempt.Connected(connection));
        } else if (connections >= CONNECTIONS_MAX) {
            answer.accept(new Attempt.Full());
        } else {
            connect(upstream, CONNECT_ATTEMPTS, answer);
        }
    }

    private void connect(Upstream upstream, int attempts, Consumer<Attempt> answer) {
        Bootstrap bootstrap = new Bootstrap().group(loop).channel(channelType).resolver(NameResolution.GROUP)
                .option(ChannelOption.TCP_NODELAY, true).option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_TIMEOUT.toMillis())
                .handler(new Initializer(upstream));
        connections++;
        bootstrap.connect(upstream.base().getHost(), upstream.port()).addListener((ChannelFutureListener) connected -> {
            if (connected.isSuccess()) {
                secured(connected.channel(), upstream, attempts, answer);
            } else {
                failed(upstream, attempts, answer);
            }
        });
    }

    private void secured(Channel channel, Upstream upstream, int attempts, Consumer<Attempt> answer) {
        channel.closeFuture().addListener(closed -> connections--);
        SslHandler handshake = channel.pipeline().get(SslHandler.class);
        if (handshake == null) {
            answer.accept(new Attempt.Connected(channel.pipeline().get(UpstreamConnection.class)));
            return;
        }
        handshake.handshakeFuture().addListener((Future<Channel> done) -> {
            if (done.isSuccess()) {
                answer.accept(new Attempt.Connected(channel.pipeline().get(UpstreamConnection.class)));
            } else {
                connections++;
                failed(upstream, attempts, answer);
            }
        });
    }

    private void failed(Upstream upstream, int attempts, Consumer<Attempt> answer) {
        connections--;
        if (attempts > 1) {
            connect(upstream, attempts - 1, answer);
        } else {
            answer.accept(new Attempt.Failed());
        }
    }

    /// Takes back what nobody needs any more.
    void giveBack(Attempt attempt) {
        if (attempt instanceof Attempt.Connected(var unused)) {
            release(unused);
        }
    }

    void release(UpstreamConnection connection) {
        Deque<UpstreamConnection> waiting = idle.computeIfAbsent(connection.upstream(), _ -> new ArrayDeque<>());
        if (waiting.size() >= IDLE_PER_UPSTREAM_MAX) {
            connection.cancel();
        } else {
            connection.idleSince(nanos.getAsLong());
            waiting.addFirst(connection);
        }
    }

    void forget(UpstreamConnection connection) {
        Deque<UpstreamConnection> waiting = idle.get(connection.upstream());
        if (waiting != null) {
            waiting.remove(connection);
        }
    }

    /// Closes what was idle for too long.
    void tick() {
        long nowNanos = nanos.getAsLong();
        for (Deque<UpstreamConnection> waiting : idle.values()) {
            while (!waiting.isEmpty() && nowNanos - waiting.getLast().idleSinceNanos() > IDLE_MAX.toNanos()) {
                waiting.removeLast().cancel();
            }
        }
    }

    void close() {
        for (Deque<UpstreamConnection> waiting : idle.values()) {
            for (UpstreamConnection connection : waiting.toArray(UpstreamConnection[]::new)) {
                connection.cancel();
            }
        }
        idle.clear();
    }

    /// Builds the pipeline of a new connection.
    private final class Initializer extends ChannelInitializer<SocketChannel> {

        private final Upstream upstream;

        Initializer(Upstream upstream) {
            this.upstream = upstream;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            if (upstream.isTls()) {
                channel.pipeline().addLast(tls.newHandler(channel.alloc(), upstream.base().getHost(), upstream.port()));
            }
            HttpDecoderConfig config = new HttpDecoderConfig().setMaxHeaderSize(HEAD_BYTES_MAX)
                    .setMaxChunkSize(CHUNK_BYTES_MAX);
            channel.pipeline().addLast(new HttpClientCodec(config, false, false));
            channel.pipeline().addLast(new UpstreamConnection(upstream, channel, UpstreamPool.this));
        }
    }
}
