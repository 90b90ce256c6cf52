package dev.sluice.relay.forwarding;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.Outcome;
import dev.sluice.relay.dialect.UsageReading;
import dev.sluice.relay.exchange.Exchange;
import dev.sluice.relay.forwarding.answer.Answer;
import dev.sluice.relay.forwarding.answer.ClientLeg;
import dev.sluice.relay.forwarding.answer.ClientSide;
import dev.sluice.relay.forwarding.answer.FailedAnswer;
import dev.sluice.relay.forwarding.connection.AnswerSink;
import dev.sluice.relay.forwarding.connection.UpstreamConnection;
import dev.sluice.relay.forwarding.request.RelayedRequest;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.upstream.breaker.Signal;

/// One request under way: sent to the provider, its answer metered and passed back, its end recorded before the client
/// can see it, and exactly once, whatever breaks. [TransferState] draws its life. Confined to one event loop.
public final class Transfer implements AnswerSink {

    private static final String CLIENT_LEFT = "client-left";

    private final Forwarder forwarder;
    private final ClientLeg client;
    private final Exchange exchange;
    private final RelayedRequest request;
    private final ClientSide there;
    private final EndNote note;
    private final Approach approach;
    private final Patience patience;
    private TransferState state = TransferState.CONNECTING;
    private @Nullable Passage passage;
    private @Nullable FailedAnswer failed;

    Transfer(Forwarder forwarder, ClientLeg client, Exchange exchange, RelayedRequest request) {
        this.forwarder = forwarder;
        this.client = client;
        this.exchange = exchange;
        this.request = request;
        this.there = new ClientSide(client, exchange, request, forwarder.answers());
        this.note = new EndNote(forwarder, exchange, request);
        this.approach = new Approach(forwarder, exchange, request, note, this::connected,
                missed -> brokenOff(missed, Outcome.UPSTREAM_ERROR, missed.code()));
        this.patience = new Patience(forwarder.timeouts(), forwarder.nanos());
    }

    public boolean isDone() {
        return state == TransferState.DONE;
    }

    public Exchange exchange() {
        return exchange;
    }

    void begin() {
        approach.begin();
    }

    private void connected(UpstreamConnection open) {
        if (state == TransferState.DONE) {
            forwarder.pool().release(open);
            return;
        }
        state = TransferState.WAITING;
        patience.heard(forwarder.nanos());
        approach.send(open, this);
    }

    @Override
    public void onSent() {
        approach.sent();
    }

    @Override
    public void onUnsent() {
        state = state == TransferState.WAITING ? TransferState.CONNECTING : state;
        if (state != TransferState.CONNECTING || !approach.resends()) {
            onBroken();
        }
    }

    private void done() {
        state = TransferState.DONE;
        request.release();
        approach.leave();
    }

    /// Ends a request that the provider did not answer, and says so.
    private void fail(Refusal refusal, Outcome outcome, String errorCode) {
        done();
        note.close(outcome, errorCode, null, safe -> there.refuse(refusal));
    }

    @Override
    public void onHead(HttpResponse head) {
        patience.heard(forwarder.nanos());
        note.head(head);
        boolean waiting = state == TransferState.WAITING;
        if (head.status().codeClass() != HttpStatusClass.SUCCESS) {
            failed = new FailedAnswer(head);
            state = waiting ? TransferState.FAILING : state;
            return;
        }
        request.release();
        approach.judge(new Signal.Served());
        Answer answer = new Answer(head, request, forwarder.scratch());
        passage = new Passage(this, approach, client, there, exchange, note, answer);
        if (waiting) {
            state = TransferState.ANSWERING;
            there.begin(answer, head);
        }
    }

    @Override
    public void onContent(HttpContent part) {
        long now = forwarder.nanos();
        patience.heard(now);
        note.part(part.content().readableBytes(), now, passage != null && passage.isEventStream());
        if (part instanceof LastHttpContent) {
            approach.answered();
        }
        if (passage != null) {
            passage.take(part);
            return;
        }
        if (failed != null) {
            failed.add(part.content());
        }
        part.release();
        if (failed != null && part instanceof LastHttpContent) {
            failedWhole(failed);
        }
    }

    private void failedWhole(FailedAnswer error) {
        approach.judge(error);
        if (state == TransferState.FAILING && approach.mayGoOnAfter(error)) {
            failed = null;
            state = TransferState.CONNECTING;
            approach.goOnAfter(error);
            return;
        }
        done();
        note.close(Outcome.UPSTREAM_ERROR, error.errorCode(), null, safe -> there.give(error));
    }

    @Override
    public void onBatchEnd() {
        if (isAnswering()) {
            client.flush();
        }
    }

    @Override
    public void onBroken() {
        approach.judgeFaulty();
        brokenOff(new Refusal.Upstream.Broken(), Outcome.UPSTREAM_ERROR, "upstream-broken");
    }

    @Override
    public void onBodyLost() {
        brokenOff(new Refusal.NotNow.DiskRefused(), Outcome.CUT, "disk-refused");
    }

    private void brokenOff(Refusal refusal, Outcome outcome, String errorCode) {
        approach.answered();
        if (passage != null && state != TransferState.DONE) {
            passage.broken(errorCode);
        } else if (state != TransferState.DONE) {
            fail(refusal, there.hasLeft() ? Outcome.CLIENT_CANCEL : outcome, errorCode);
        }
    }

    /// Whether the client is still getting the provider's answer.
    boolean isAnswering() {
        return state == TransferState.ANSWERING && !there.hasLeft();
    }

    /// The answer passed to its end.
    void passed() {
        end(there::finish);
    }

    /// The answer must not look whole: both sides are cut. `why` is said where an event of ours fits in.
    void breakOff(@Nullable Refusal why) {
        approach.cancel();
        end(() -> there.abort(why));
    }

    private void end(Runnable withClient) {
        boolean answering = isAnswering();
        done();
        if (answering) {
            withClient.run();
        }
    }

    /// The client's connection is gone. A stream is cancelled at the provider at once; an answer in one piece may
    /// still arrive within the time of D14 and is then charged exactly.
    public void clientLeft() {
        there.leaves();
        switch (state) {
            case DONE, DRAINING -> {
            }
            case CONNECTING -> fail(new Refusal.Upstream.Unreachable(), Outcome.CLIENT_CANCEL, CLIENT_LEFT);
            case FAILING -> state = TransferState.DRAINING;
            case WAITING, ANSWERING -> {
                boolean streams = request.facts().stream() || passage != null && passage.isEventStream();
                if (streams || exchange.isClosed()) {
                    leave(Outcome.CLIENT_CANCEL, CLIENT_LEFT);
                } else {
                    state = TransferState.DRAINING;
                    patience.heard(forwarder.nanos());
                    updateReading();
                }
            }
        }
    }

    /// Cancels at the provider and records what was seen until now; an error status costs nothing.
    private void leave(Outcome outcome, String errorCode) {
        done();
        approach.cancel();
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
                there.refuse(refusal);
            }
            case ANSWERING -> {
                if (passage != null && passage.waitsForBorder(refusal)) {
                    return;
                }
                boolean border = passage != null && passage.takesEventOfOurs();
                leave(Outcome.CUT, refusal.code());
                there.abort(border ? refusal : null);
            }
        }
    }

    /// Called about once a second.
    public void tick() {
        Refusal waiting = passage == null ? null : passage.waitingCut();
        if (waiting != null) {
            cut(waiting);
            return;
        }
        if (approach.isConnected() && !exchange.isClosed()) {
            exchange.secondPassed(passage == null ? null : passage.meter(), this::cut);
        }
        switch (patience.finding(forwarder.nanos(), state.phase(), client.isWritable())) {
            case FINE -> {
            }
            case HEAD_OVERDUE -> {
                approach.cancel();
                approach.judgeFaulty();
                fail(new Refusal.Upstream.Silent(), Outcome.UPSTREAM_ERROR, "upstream-silent");
            }
            case DRAIN_OVER -> leave(Outcome.CLIENT_CANCEL, CLIENT_LEFT);
            case UPSTREAM_SILENT -> {
                approach.cancel();
                onBroken();
            }
            case CLIENT_STALLED -> {
                leave(Outcome.CLIENT_CANCEL, "client-stalled");
                client.abort();
            }
            case KEEP_ALIVE_DUE -> {
                if (passage != null && passage.keepsAlive()) {
                    patience.pinged(forwarder.nanos());
                }
            }
        }
    }

    /// Follows the client: what it does not take is not read from the provider either.
    public void updateReading() {
        if (state != TransferState.DONE) {
            boolean settling = passage != null && passage.isSettling();
            approach.reading(!settling && (state == TransferState.DRAINING || client.isWritable()));
        }
    }
}
