package dev.sluice.relay.forwarding;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.Outcome;
import dev.sluice.relay.dialect.UsageReading;
import dev.sluice.relay.exchange.Exchange;
import dev.sluice.relay.forwarding.Patience.Phase;
import dev.sluice.relay.forwarding.UpstreamPool.Attempt;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.NotNow;

/// One request under way: sent to the provider, its answer metered and passed back, its end recorded before
/// the
/// client can see it. Whatever breaks, the exchange is closed exactly once. Confined to one event loop.
///
/// ```
/// CONNECTING ─▶ WAITING ─▶ ANSWERING ─▶ DONE
///                  │  ╲───▶ FAILING ────▶ DONE      error status: kept whole, then passed
///                  ╰──────▶ DRAINING ───▶ DONE      client left a request that does not stream
/// ```
///
public final class Transfer implements AnswerSink {

    private enum State {
        CONNECTING(Phase.OURS), WAITING(Phase.HEAD), ANSWERING(Phase.ANSWER), FAILING(Phase.HEAD), DRAINING(
                Phase.DRAIN),
        DONE(Phase.OURS);

        private final Phase phase;

        State(Phase phase) {
            this.phase = phase;
        }
    }

    private static final String CLIENT_LEFT = "client-left";

    private final Forwarder forwarder;
    private final ClientLeg client;
    private final Exchange exchange;
    private final RelayedRequest request;
    private final Upstream upstream;
    private final EndNote note;
    private final Patience patience;
    private State state = State.CONNECTING;
    private @Nullable UpstreamConnection connection;
    private @Nullable Passage passage;
    private @Nullable FailedAnswer failed;
    private boolean clientLeft;

    Transfer(Forwarder forwarder, ClientLeg client, Exchange exchange, RelayedRequest request, Upstream upstream) {
        this.forwarder = forwarder;
        this.client = client;
        this.exchange = exchange;
        this.request = request;
        this.upstream = upstream;
        this.note = new EndNote(forwarder, exchange, request, upstream);
        this.patience = new Patience(forwarder.timeouts(), forwarder.nanos());
    }

    public boolean isDone() {
        return state == State.DONE;
    }

    public Exchange exchange() {
        return exchange;
    }

    void connected(Attempt attempt) {
        if (state == State.DONE) {
            request.release();
            if (attempt instanceof Attempt.Connected(var unused)) {
                forwarder.pool().release(unused);
            }
            return;
        }
        switch (attempt) {
            case Attempt.Connected(var open) -> send(open);
            case Attempt.Failed() -> notSent(new Refusal.Upstream.Unreachable());
            case Attempt.Full() -> notSent(new NotNow.ConnectionsFull());
        }
    }

    private void send(UpstreamConnection open) {
        connection = open;
        state = State.WAITING;
        patience.heard(forwarder.nanos());
        request.sendOn(open, this);
    }

    private void notSent(Refusal refusal) {
        request.release();
        fail(refusal, Outcome.UPSTREAM_ERROR, refusal.code());
    }

    /// Ends a request that the provider did not answer, and says so.
    private void fail(Refusal refusal, Outcome outcome, String errorCode) {
        state = State.DONE;
        note.close(outcome, errorCode, null, safe -> {
            if (!clientLeft) {
                client.refuse(refusal);
            }
        });
    }

    @Override
    public void onHead(HttpResponse head) {
        patience.heard(forwarder.nanos());
        note.head(head);
        boolean waiting = state == State.WAITING;
        if (head.status().codeClass() != HttpStatusClass.SUCCESS) {
            failed = new FailedAnswer(head, upstream);
            state = waiting ? State.FAILING : state;
            return;
        }
        Answer answer = new Answer(head, request);
        passage = new Passage(this, client, exchange, note, answer);
        if (waiting) {
            state = State.ANSWERING;
            client.write(answer.headForClient(exchange.requestId()));
        }
    }

    @Override
    public void onContent(HttpContent part) {
        patience.heard(forwarder.nanos());
        if (part instanceof LastHttpContent) {
            connection = null;
        }
        Passage begun = passage;
        FailedAnswer error = failed;
        if (begun != null) {
            begun.take(part);
        } else if (error != null) {
            error.add(part.content());
            part.release();
            if (part instanceof LastHttpContent) {
                failedWhole(error);
            }
        } else {
            part.release();
        }
    }

    private void failedWhole(FailedAnswer error) {
        state = State.DONE;
        note.close(Outcome.UPSTREAM_ERROR, "upstream-" + error.status(), null, safe -> {
            if (!clientLeft) {
                error.giveTo(client, exchange.requestId());
            }
        });
    }

    @Override
    public void onBatchEnd() {
        if (isAnswering()) {
            client.flush();
        }
    }

    @Override
    public void onBroken() {
        connection = null;
        Passage begun = passage;
        if (state == State.DONE) {
            return;
        }
        if (begun == null) {
            fail(new Refusal.Upstream.Broken(), clientLeft ? Outcome.CLIENT_CANCEL : Outcome.UPSTREAM_ERROR,
                    "upstream-broken");
        } else {
            begun.broken();
        }
    }

    /// Whether the client is still getting the provider's answer.
    boolean isAnswering() {
        return state == State.ANSWERING && !clientLeft;
    }

    boolean hasClient() {
        return !clientLeft;
    }

    /// The answer passed to its end.
    void passed() {
        boolean answering = isAnswering();
        state = State.DONE;
        if (answering) {
            client.flush();
            client.finished();
        }
    }

    /// The answer must not look whole: both sides are cut.
    void breakOff() {
        cancelUpstream();
        boolean answering = isAnswering();
        state = State.DONE;
        if (answering) {
            client.abort();
        }
    }

    /// The client's connection is gone. A stream is cancelled at the provider at once; an answer in one piece may
    /// still arrive within the time of D14 and is then charged exactly.
    public void clientLeft() {
        clientLeft = true;
        switch (state) {
            case DONE, DRAINING -> {
            }
            case CONNECTING -> fail(new Refusal.Upstream.Unreachable(), Outcome.CLIENT_CANCEL, CLIENT_LEFT);
            case FAILING -> state = State.DRAINING;
            case WAITING, ANSWERING -> {
                boolean streams = request.facts().stream() || passage != null && passage.isEventStream();
                if (streams || exchange.isClosed()) {
                    leave(Outcome.CLIENT_CANCEL, CLIENT_LEFT);
                } else {
                    state = State.DRAINING;
                    patience.heard(forwarder.nanos());
                    updateReading();
                }
            }
        }
    }

    /// Cancels at the provider and records what was seen until now; an error status costs nothing.
    private void leave(Outcome outcome, String errorCode) {
        state = State.DONE;
        cancelUpstream();
        UsageReading unseen = failed == null ? UsageReading.none(UsageReading.Ending.OPEN, 0) : null;
        UsageReading reading = passage == null ? unseen : passage.abandon();
        if (!exchange.isClosed()) {
            note.close(outcome, errorCode, reading, safe -> {
            });
        }
    }

    /// Ends the answer early, from our side: the key was revoked, the balance is spent, the relay stops.
    public void cut(Refusal refusal) {
        switch (state) {
            case DONE -> {
            }
            case CONNECTING -> fail(refusal, Outcome.CUT, refusal.code());
            case WAITING, FAILING, DRAINING -> {
                leave(Outcome.CUT, refusal.code());
                if (!clientLeft) {
                    client.refuse(refusal);
                }
            }
            case ANSWERING -> {
                boolean border = passage != null && passage.takesEventOfOurs();
                leave(Outcome.CUT, refusal.code());
                if (border) {
                    client.write(OwnEvents.refusal(forwarder.answers(), refusal, request.dialect(), exchange));
                }
                client.abort();
            }
        }
    }

    /// Called about once a second.
    public void tick() {
        switch (patience.finding(forwarder.nanos(), state.phase, client.isWritable())) {
            case FINE -> {
            }
            case HEAD_OVERDUE -> {
                cancelUpstream();
                fail(new Refusal.Upstream.Silent(), Outcome.UPSTREAM_ERROR, "upstream-silent");
            }
            case DRAIN_OVER -> leave(Outcome.CLIENT_CANCEL, CLIENT_LEFT);
            case UPSTREAM_SILENT -> {
                cancelUpstream();
                onBroken();
            }
            case CLIENT_STALLED -> {
                leave(Outcome.CLIENT_CANCEL, "client-stalled");
                client.abort();
            }
            case KEEP_ALIVE_DUE -> {
                if (passage != null && passage.takesEventOfOurs()) {
                    patience.pinged(forwarder.nanos());
                    client.write(OwnEvents.keepAlive(request.dialect()));
                    client.flush();
                }
            }
        }
    }

    /// Follows the client: what it does not take is not read from the provider either.
    public void updateReading() {
        UpstreamConnection open = connection;
        if (open != null && state != State.DONE) {
            boolean settling = passage != null && passage.isSettling();
            open.reading(!settling && (state == State.DRAINING || client.isWritable()));
        }
    }

    private void cancelUpstream() {
        UpstreamConnection open = connection;
        connection = null;
        if (open != null) {
            open.cancel();
        }
    }
}
