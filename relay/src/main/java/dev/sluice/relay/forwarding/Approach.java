package dev.sluice.relay.forwarding;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.relay.exchange.Exchange;
import dev.sluice.relay.forwarding.UpstreamPool.Attempt;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.NotNow;
import dev.sluice.relay.upstream.Failover;
import dev.sluice.relay.upstream.breaker.Signal;
import dev.sluice.relay.upstream.choice.Chosen;
import dev.sluice.relay.upstream.choice.Slot;

/// The way of one request to an upstream: chosen, connected to, judged by what comes of it, and on to another
/// one as
/// far as [Failover] allows. Holds the request's place there until `leave`. Confined to one event loop.
final class Approach {

    private static final Duration FULL_RETRY = Duration.ofSeconds(1);

    private final Forwarder forwarder;
    private final RelayedRequest request;
    private final EndNote note;
    private final Failover failover;
    private final String session;
    private final UserId user;
    private final Consumer<Arrival> arrived;
    private final Set<String> tried = new HashSet<>(0);
    private @Nullable Slot slot;
    private int connects;
    private int sent;
    private boolean resent;

    /// What came of it.
    sealed interface Arrival {
        record Connected(UpstreamConnection connection) implements Arrival {}

        /// Nothing was sent.
        record Missed(Refusal refusal) implements Arrival {}
    }

    Approach(Forwarder forwarder, Exchange exchange, RelayedRequest request, EndNote note,
            Consumer<Arrival> arrived) {
        this.forwarder = forwarder;
        this.request = request;
        this.note = note;
        this.failover = forwarder.upstreams().failover();
        this.session = request.session(exchange);
        this.user = exchange.userId();
        this.arrived = arrived;
    }

    void begin() {
        switch (choose()) {
            case Chosen.Found(var found) -> connect(found);
            case Chosen.Full() -> arrived.accept(new Arrival.Missed(new Refusal.Upstream.Busy(FULL_RETRY)));
            case Chosen.Out(var retryAfter) ->
                arrived.accept(new Arrival.Missed(new Refusal.Upstream.Busy(retryAfter)));
        }
    }

    private Chosen choose() {
        return forwarder.upstreams().choose(request.dialect().service(), session, tried);
    }

    private void connect(Slot found) {
        slot = found;
        connects++;
        note.attempt(found.live().id(), request.modelFor(found.live().upstream()));
        forwarder.pool().acquire(found.live(), this::connected);
    }

    private void connected(Attempt attempt) {
        switch (attempt) {
            case Attempt.Connected(var connection) -> {
                sent++;
                arrived.accept(new Arrival.Connected(connection));
            }
            case Attempt.Failed() -> unreachable();
            case Attempt.Full() -> arrived.accept(new Arrival.Missed(new NotNow.ConnectionsFull()));
        }
    }

    /// Another upstream if there is one, else the same once more: nothing was sent.
    private void unreachable() {
        Slot failed = slot;
        if (failed == null) {
            arrived.accept(new Arrival.Missed(new Refusal.Upstream.Unreachable()));
            return;
        }
        failed.judge(new Signal.Unreachable(), forwarder.nanos());
        if (!failover.afterConnectFailure(connects)) {
            arrived.accept(new Arrival.Missed(new Refusal.Upstream.Unreachable()));
            return;
        }
        tried.add(failed.live().id());
        if (choose() instanceof Chosen.Found(var other)) {
            note.attemptFailed(new Refusal.Upstream.Unreachable().code());
            leave();
            connect(other);
        } else {
            connects++;
            forwarder.pool().acquire(failed.live(), this::connected);
        }
    }

    /// The connection was gone before the head of the request was: once, a new connection gets it.
    boolean resends() {
        Slot found = slot;
        if (resent || found == null) {
            return false;
        }
        resent = true;
        sent--;
        forwarder.pool().connect(found.live(), this::connected);
        return true;
    }

    /// Whether the body must be kept at hand after it was sent.
    boolean keepsBody() {
        return failover.afterAnswer() && sent < failover.attemptsMax();
    }

    /// After an answer of which the client saw nothing: goes on to another upstream if the rules and the others'
    /// state allow it.
    boolean goesOnAfter(FailedAnswer answer) {
        Slot failed = slot;
        if (failed == null || !failover.afterAnswer(answer.status(), answer.isAboutAccount(), sent)) {
            return false;
        }
        tried.add(failed.live().id());
        if (choose() instanceof Chosen.Found(var other)) {
            note.attemptFailed(answer.errorCode());
            leave();
            connects = 0;
            connect(other);
            return true;
        }
        return false;
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
