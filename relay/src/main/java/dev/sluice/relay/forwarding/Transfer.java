package dev.sluice.relay.forwarding;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.Outcome;
import dev.sluice.relay.dialect.UsageReading;
import dev.sluice.relay.exchange.Exchange;
import dev.sluice.relay.forwarding.UpstreamPool.Attempt;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.NotNow;
import dev.sluice.relay.refusal.Wire;

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
        CONNECTING, WAITING, ANSWERING, FAILING, DRAINING, DONE
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
    private @Nullable Answer answer;
    private @Nullable FailedAnswer failed;
    private boolean settling;
    private boolean brokenMeanwhile;
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
        ByteBuf body = request.takeBody();
        open.send(request.head(upstream, body.readableBytes()), body, this);
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
            failed = new FailedAnswer(head);
            state = waiting ? State.FAILING : state;
            return;
        }
        Answer begun = new Answer(head, request);
        answer = begun;
        if (waiting) {
            state = State.ANSWERING;
            client.write(begun.headForClient(exchange.requestId()));
        }
    }

    @Override
    public void onContent(HttpContent part) {
        patience.heard(forwarder.nanos());
        if (part instanceof LastHttpContent) {
            connection = null;
        }
        Answer begun = answer;
        FailedAnswer error = failed;
        if (begun != null) {
            begun.show(part.content());
            pass(begun, part);
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

    private void pass(Answer begun, HttpContent part) {
        boolean last = part instanceof LastHttpContent;
        if (settling) {
            begun.hold(part);
        } else if (!exchange.isClosed() && (last || begun.meter().ended())) {
            settle(begun, part, last);
        } else {
            emit(begun, part);
            if (!exchange.isClosed()) {
                exchange.progress(begun.meter().textBytes(), this::cut);
            }
        }
    }

    /// Records the end while the part that tells it is held back: no finished answer without a record.
    private void settle(Answer begun, HttpContent part, boolean last) {
        settling = true;
        begun.hold(part);
        updateReading();
        if (last) {
            begun.meter().finish();
        }
        boolean whole = begun.meter().ended();
        UsageReading reading = begun.meter().reading();
        boolean failure = reading.ending() == UsageReading.Ending.FAILED;
        Outcome outcome = !whole
                ? Outcome.CUT
                : failure ? Outcome.UPSTREAM_ERROR : clientLeft ? Outcome.CLIENT_CANCEL : Outcome.OK;
        String errorCode = !whole ? "stream-unfinished" : failure ? "upstream-failed" : null;
        note.close(outcome, errorCode, reading, safe -> {
            settling = false;
            if (safe && whole) {
                passHeld(begun);
            }
            if (!safe || !whole || brokenMeanwhile) {
                breakOff(begun);
            } else {
                updateReading();
            }
        });
    }

    private void passHeld(Answer begun) {
        for (HttpContent part = begun.nextHeld(); part != null; part = begun.nextHeld()) {
            emit(begun, part);
        }
        onBatchEnd();
    }

    private void emit(Answer begun, HttpContent part) {
        boolean last = part instanceof LastHttpContent;
        boolean answering = state == State.ANSWERING && !clientLeft;
        if (answering) {
            begun.forClient(part, client::write);
        } else {
            part.release();
        }
        if (last) {
            state = State.DONE;
            if (answering) {
                client.flush();
                client.finished();
            }
        }
    }

    private void failedWhole(FailedAnswer error) {
        state = State.DONE;
        note.close(Outcome.UPSTREAM_ERROR, "upstream-" + error.status(), null, safe -> {
            boolean ours = error.revealsOurAccount();
            if (ours) {
                forwarder.accountTrouble(upstream, error.status());
            }
            if (!clientLeft && ours) {
                client.refuse(new Refusal.Upstream.AccountTrouble());
            } else if (!clientLeft) {
                client.write(error.forClient(exchange.requestId()));
                client.flush();
                client.finished();
            }
        });
    }

    @Override
    public void onBatchEnd() {
        if (!clientLeft && state == State.ANSWERING) {
            client.flush();
        }
    }

    @Override
    public void onBroken() {
        connection = null;
        Answer begun = answer;
        Outcome outcome = clientLeft ? Outcome.CLIENT_CANCEL : Outcome.UPSTREAM_ERROR;
        if (state == State.DONE) {
            return;
        }
        if (begun == null) {
            fail(new Refusal.Upstream.Broken(), outcome, "upstream-broken");
        } else if (settling) {
            brokenMeanwhile = true;
        } else if (exchange.isClosed()) {
            breakOff(begun);
        } else {
            note.close(clientLeft ? Outcome.CLIENT_CANCEL : Outcome.CUT, "upstream-broken", begun.meter().reading(),
                    safe -> breakOff(begun));
        }
    }

    /// Ends everything without letting the client take the answer for a whole one.
    private void breakOff(Answer begun) {
        begun.releaseHeld();
        begun.meter().abandon();
        cancelUpstream();
        if (state != State.DONE) {
            state = State.DONE;
            if (!clientLeft) {
                client.abort();
            }
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
                boolean streams = request.facts().stream() || answer != null && answer.isEventStream();
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

    /// Cancels at the provider and records what was seen until now.
    private void leave(Outcome outcome, String errorCode) {
        state = State.DONE;
        cancelUpstream();
        Answer begun = answer;
        if (begun != null) {
            begun.releaseHeld();
            begun.meter().abandon();
        }
        if (!exchange.isClosed()) {
            UsageReading nothing = UsageReading.none(UsageReading.Ending.OPEN, 0);
            note.close(outcome, errorCode, begun == null ? nothing : begun.meter().reading(), safe -> {
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
                boolean border = answer != null && answer.meter().atEventBorder() && !exchange.isClosed();
                leave(Outcome.CUT, refusal.code());
                if (border) {
                    Wire wire = Wire.of(request.dialect());
                    client.write(text(forwarder.answers().event(refusal, wire, exchange.requestId())));
                }
                client.abort();
            }
        }
    }

    /// Called about once a second.
    public void tick() {
        long now = forwarder.nanos();
        switch (state) {
            case CONNECTING, DONE -> {
            }
            case WAITING, FAILING -> {
                if (patience.headOverdue(now)) {
                    cancelUpstream();
                    fail(new Refusal.Upstream.Silent(), Outcome.UPSTREAM_ERROR, "upstream-silent");
                }
            }
            case DRAINING -> {
                if (patience.drainOver(now)) {
                    leave(Outcome.CLIENT_CANCEL, CLIENT_LEFT);
                }
            }
            case ANSWERING -> {
                switch (patience.answering(now, client.isWritable())) {
                    case FINE -> {
                    }
                    case UPSTREAM_SILENT -> {
                        cancelUpstream();
                        onBroken();
                    }
                    case CLIENT_STALLED -> {
                        leave(Outcome.CLIENT_CANCEL, "client-stalled");
                        client.abort();
                    }
                    case KEEP_ALIVE_DUE -> keepAlive(now);
                }
            }
        }
    }

    private void keepAlive(long now) {
        Answer begun = answer;
        if (begun != null && !settling && !exchange.isClosed() && begun.meter().atEventBorder()) {
            patience.pinged(now);
            client.write(text(KeepAliveEvents.of(request.dialect())));
            client.flush();
        }
    }

    /// Follows the client: what it does not take is not read from the provider either.
    public void updateReading() {
        UpstreamConnection open = connection;
        if (open != null && state != State.DONE) {
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

    private static HttpContent text(String text) {
        return new DefaultHttpContent(ByteBufUtil.writeUtf8(UnpooledByteBufAllocator.DEFAULT, text));
    }
}
