package dev.sluice.relay.forwarding.connection;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

import dev.sluice.relay.upstream.choice.LiveUpstream;
import dev.sluice.relay.upstream.choice.Upstreams;

/// The connections of one event loop to all upstreams. Confined to that loop: taking an idle one is a queue
/// operation, without a lock and without a hop to another thread.
public final class UpstreamPool {

    /// Less than what servers usually keep an idle connection for, so that the race is rare.
    static final Duration IDLE_MAX = Duration.ofSeconds(30);
    /// A provider moves its addresses: no connection outlives them by more.
    static final Duration AGE_MAX = Duration.ofMinutes(10);
    static final int IDLE_PER_UPSTREAM_MAX = 256;
    static final int CONNECTIONS_MAX = 16_384;

    private final Connecting connecting;
    private final Upstreams upstreams;
    private final Map<LiveUpstream, Deque<UpstreamConnection>> idle = new IdentityHashMap<>();
    private final LongSupplier nanos;
    private final Set<UpstreamConnection> open = new HashSet<>();
    private int connections;
    private boolean closed;

    public UpstreamPool(EventLoop loop, Class<? extends Channel> channelType, SslContext tls, Upstreams upstreams,
            LongSupplier nanos) {
        this.connecting = new Connecting(loop, channelType, tls);
        this.upstreams = upstreams;
        this.nanos = nanos;
    }

    /// What came of asking for a connection.
    public sealed interface Attempt {
        record Connected(UpstreamConnection connection) implements Attempt {}

        record Failed() implements Attempt {}

        record Full() implements Attempt {}
    }

    /// Answers with the connection that was used last, or a new one.
    public void acquire(LiveUpstream upstream, Consumer<Attempt> answer) {
        UpstreamConnection connection = pollIdle(upstream);
        if (connection != null) {
            answer.accept(new Attempt.Connected(connection));
        } else {
            connect(upstream, answer);
        }
    }

    private @Nullable UpstreamConnection pollIdle(LiveUpstream upstream) {
        Deque<UpstreamConnection> waiting = idle.get(upstream);
        UpstreamConnection connection = waiting == null ? null : waiting.pollFirst();
        while (connection != null && waiting != null && !isFit(connection)) {
            connection.cancel();
            connection = waiting.pollFirst();
        }
        return connection;
    }

    private boolean isFit(UpstreamConnection connection) {
        return connection.isOpen() && nanos.getAsLong() - connection.openedNanos() < AGE_MAX.toNanos();
    }

    /// Answers with a new connection.
    public void connect(LiveUpstream upstream, Consumer<Attempt> answer) {
        if (connections >= CONNECTIONS_MAX) {
            answer.accept(new Attempt.Full());
            return;
        }
        connections++;
        connecting.connect(upstream.upstream(), channel -> {
            UpstreamConnection connection = new UpstreamConnection(upstream, channel, this, nanos.getAsLong());
            channel.pipeline().addLast(connection);
            open.add(connection);
            channel.closeFuture().addListener(_ -> {
                connections--;
                open.remove(connection);
            });
            answer.accept(new Attempt.Connected(connection));
        }, () -> {
            connections--;
            answer.accept(new Attempt.Failed());
        });
    }

    /// Takes a connection back that may serve another request; one to an upstream that is configured no more is
    /// closed.
    public void release(UpstreamConnection connection) {
        Deque<UpstreamConnection> waiting = idle.computeIfAbsent(connection.upstream(), _ -> new ArrayDeque<>());
        boolean wanted = !closed && isFit(connection) && upstreams.isCurrent(connection.upstream());
        if (!wanted || waiting.size() >= IDLE_PER_UPSTREAM_MAX) {
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

    /// Closes what was idle for too long or belongs to an upstream that is configured no more.
    public void tick() {
        long nowNanos = nanos.getAsLong();
        Iterator<Map.Entry<LiveUpstream, Deque<UpstreamConnection>>> all = idle.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<LiveUpstream, Deque<UpstreamConnection>> next = all.next();
            Deque<UpstreamConnection> waiting = next.getValue();
            boolean current = upstreams.isCurrent(next.getKey());
            while (!waiting.isEmpty()
                    && (!current || nowNanos - waiting.getLast().idleSinceNanos() > IDLE_MAX.toNanos())) {
                waiting.removeLast().cancel();
            }
            if (!current) {
                all.remove();
            }
        }
    }

    /// Breaks all connections; whose request is under way hears of it.
    public void close() {
        closed = true;
        List.copyOf(open).forEach(UpstreamConnection::end);
        idle.clear();
    }
}
