package dev.sluice.relay.forwarding;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.relay.exchange.Exchange;
import dev.sluice.relay.forwarding.answer.FailedAnswer;
import dev.sluice.relay.forwarding.connection.AnswerSink;
import dev.sluice.relay.forwarding.connection.UpstreamConnection;
import dev.sluice.relay.forwarding.connection.UpstreamPool.Attempt;
import dev.sluice.relay.forwarding.request.RelayedRequest;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.NotNow;
import dev.sluice.relay.upstream.Failover;
import dev.sluice.relay.upstream.breaker.Signal;
import dev.sluice.relay.upstream.choice.Chosen;
import dev.sluice.relay.upstream.choice.Slot;

/// The way of one request to an upstream: chosen, connected to, judged by what comes of it, and on to another
/// one as far as [Failover] allows. Holds the request's connection, and its place there until `leave`.
/// Confined to one event loop.
final class Approach {

    private static final Duration FULL_RETRY = Duration.ofSeconds(1);

    private final Forwarder forwarder;
    private final RelayedRequest request;
    private final EndNote note;
    private final Failover failover;
    private final String session;
    private final UserId user;
    private final Consumer<UpstreamConnection> connected;
    private final Consumer<Refusal> missed;
    private final Set<String> tried = new HashSet<>(0);
    private @Nullable Slot slot;
    private @Nullable Slot next;
    private @Nullable UpstreamConnection connection;
    private int connects;
    private int sent;
    private boolean resent;

    /// `missed` hears why no upstream is to be had, when nothing was sent.
    Approach(Forwarder forwarder, Exchange exchange, RelayedRequest request, EndNote note,
            Consumer<UpstreamConnection> connected, Consumer<Refusal> missed) {
        this.forwarder = forwarder;
        this.request = request;
        this.note = note;
        this.failover = forwarder.upstreams().failover();
        this.session = request.session(exchange);
        this.user = exchange.userId();
        this.connected = connected;
        this.missed = missed;
    }

    void begin() {
        switch (choose()) {
            case Chosen.Found(var found) -> connect(found);
            case Chosen.Full() -> missed.accept(new Refusal.Upstream.Busy(FULL_RETRY));
            case Chosen.Out(var retryAfter) -> missed.accept(new Refusal.Upstream.Busy(retryAfter));
        }
    }

    private Chosen choose() {
        return forwarder.upstreams().choose(request.dialect().service(), session, tried);
    }

    private void connect(Slot found) {
        slot = found;
        connects++;
        note.attempt(found.live().upstream(), request.modelFor(found.live().upstream()));
        forwarder.pool().acquire(found.live(), this::attempted);
    }

    private void attempted(Attempt attempt) {
        switch (attempt) {
            case Attempt.Connected(var open) -> {
                sent++;
                connected.accept(open);
            }
            case Attempt.Failed() -> unreachable();
            case Attempt.Full() -> missed.accept(new NotNow.ConnectionsFull());
        }
    }

    /// Another upstream if there is one, else the same once more: nothing was sent.
    private void unreachable() {
        Slot failed = slot;
        if (failed != null) {
            failed.judge(new Signal.Unreachable(), forwarder.nanos());
        }
        if (failed == null || !failover.afterConnectFailure(connects)) {
            missed.accept(new Refusal.Upstream.Unreachable());
            return;
        }
        tried.add(failed.live().id());
        if (choose() instanceof Chosen.Found(var other)) {
            note.attemptFailed(new Refusal.Upstream.Unreachable().code());
            leave();
            connect(other);
        } else {
            connects++;
            forwarder.pool().acquire(failed.live(), this::attempted);
        }
    }

    /// Sends the request; what comes back is the sink's.
    void send(UpstreamConnection open, AnswerSink sink) {
        connection = open;
        request.sendOn(open, sink);
    }

    /// The head of the request is out. The body stays at hand only where it may have to go to another upstream.
    void sent() {
        if (!failover.afterAnswer() || sent >= failover.attemptsMax()) {
            request.release();
        }
    }

    /// The connection was gone before the head of the request was: once, a new connection gets it.
    boolean resends() {
        Slot found = slot;
        connection = null;
        if (resent || found == null) {
            return false;
        }
        resent = true;
        sent--;
        forwarder.pool().connect(found.live(), this::attempted);
        return true;
    }

    /// After an answer of which the client saw nothing: whether the rules allow another upstream and one is free.
    boolean mayGoOnAfter(FailedAnswer answer) {
        Slot failed = slot;
        if (failed == null || !failover.afterAnswer(answer.status(), answer.isAboutAccount(), sent)) {
            return false;
        }
        tried.add(failed.live().id());
        next = choose() instanceof Chosen.Found(var other) ? other : null;
        return next != null;
    }

    /// Goes to the upstream that `mayGoOnAfter` found.
    void goOnAfter(FailedAnswer answer) {
        Slot other = next;
        next = null;
        if (other != null) {
            note.attemptFailed(answer.errorCode());
            leave();
            connects = 0;
            connect(other);
        }
    }

    /// The upstream's part is over: its connection is no more the request's.
    void answered() {
        connection = null;
    }

    boolean isConnected() {
        return connection != null;
    }

    void reading(boolean wanted) {
        UpstreamConnection open = connection;
        if (open != null) {
            open.reading(wanted);
        }
    }

    /// Ends the request at the upstream.
    void cancel() {
        UpstreamConnection open = connection;
        connection = null;
        if (open != null) {
            open.cancel();
        }
    }

    /// What the upstream did, for its breaker.
    void judge(Signal signal) {
        Slot judged = slot;
        if (judged != null) {
            judged.judge(signal, forwarder.nanos());
        }
    }

    /// It failed this request.
    void judgeFaulty() {
        judge(new Signal.Faulty(user.hashCode()));
    }

    void judge(FailedAnswer answer) {
        judge(answer.signal(user.hashCode()));
    }

    /// Gives the place back.
    void leave() {
        Slot held = slot;
        slot = null;
        if (held != null) {
            held.leave(forwarder.nanos());
        }
    }
}
