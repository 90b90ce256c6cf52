package dev.sluice.relay.server.serving;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

import dev.sluice.relay.forwarding.Forwarder;
import dev.sluice.relay.forwarding.Transfer;
import dev.sluice.relay.server.framing.Bounds;
import dev.sluice.relay.server.intake.BodyReader;

/// What the connections of one event loop share. Confined to that loop.
public final class LoopContext {

    private final Forwarder forwarder;
    private final BodyReader reader = new BodyReader();
    private final Set<ClientConnection> connections = new LinkedHashSet<>();
    private final Set<Channel> accepted = new LinkedHashSet<>();
    private final Set<Channel> sessions = new LinkedHashSet<>();
    private final List<Transfer> draining = new ArrayList<>();
    private final Doorman doorman;

    public LoopContext(Forwarder forwarder, Doorman doorman) {
        this.forwarder = forwarder;
        this.doorman = doorman;
    }

    Doorman doorman() {
        return doorman;
    }

    Forwarder forwarder() {
        return forwarder;
    }

    BodyReader reader() {
        return reader;
    }

    /// A connection of a client, whatever it will speak: whether there is room for it.
    public boolean accepted(Channel channel) {
        if (accepted.size() >= Bounds.CONNECTIONS_MAX) {
            return false;
        }
        accepted.add(channel);
        channel.closeFuture().addListener(_ -> accepted.remove(channel));
        return true;
    }

    /// An HTTP/2 connection, whose streams are connections of their own here.
    public void opened(Channel session) {
        sessions.add(session);
        session.closeFuture().addListener(_ -> sessions.remove(session));
    }

    /// Tells the clients of HTTP/2 connections to take their next requests elsewhere; open streams go on.
    public void closeSessions() {
        for (Channel session : new ArrayList<>(sessions)) {
            var _ = session.close();
        }
    }

    /// Whether there is room for another connection.
    boolean opened(ClientConnection connection) {
        return connections.size() < Bounds.CONNECTIONS_MAX && connections.add(connection);
    }

    void closed(ClientConnection connection) {
        connections.remove(connection);
    }

    /// A transfer goes on for a moment without its client.
    void drains(Transfer transfer) {
        if (!transfer.isDone()) {
            draining.add(transfer);
        }
    }

    /// A copy is walked: what is done to a connection may close it.
    public void forEach(Consumer<ClientConnection> action) {
        List<ClientConnection> now = new ArrayList<>(connections);
        now.forEach(action);
    }

    /// Ends all connections, of clients and to upstreams, without a further word: no handler is asked.
    public void close() {
        for (Channel channel : new ArrayList<>(accepted)) {
            ChannelHandlerContext first = channel.pipeline().firstContext();
            var _ = first == null ? channel.close() : first.close();
        }
        forwarder.close();
    }

    /// Called once a second.
    public void tick() {
        forEach(ClientConnection::tick);
        draining.forEach(Transfer::tick);
        draining.removeIf(Transfer::isDone);
        forwarder.tick();
    }
}
