package dev.sluice.relay.forwarding.answer;

import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;

import dev.sluice.relay.exchange.Exchange;
import dev.sluice.relay.forwarding.request.RelayedRequest;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.RefusalAnswers;

/// The client of one transfer: gets what is ours to say, for as long as it is there.
public final class ClientSide {

    private final ClientLeg leg;
    private final Exchange exchange;
    private final RelayedRequest request;
    private final RefusalAnswers answers;
    private boolean left;

    public ClientSide(ClientLeg leg, Exchange exchange, RelayedRequest request, RefusalAnswers answers) {
        this.leg = leg;
        this.exchange = exchange;
        this.request = request;
        this.answers = answers;
    }

    public boolean hasLeft() {
        return left;
    }

    public void leaves() {
        left = true;
    }

    /// Instead of a provider's answer; nothing was written yet.
    public void refuse(Refusal refusal) {
        if (!left) {
            leg.refuse(refusal);
        }
    }

    /// The provider's error, as far as it may be known.
    public void give(FailedAnswer error) {
        if (!left) {
            error.giveTo(leg, exchange.requestId());
        }
    }

    public void begin(Answer answer, HttpResponse head) {
        leg.write(answer.headForClient(head, exchange.requestId()));
    }

    public void keepAlive() {
        leg.write(OwnEvents.keepAlive(request.dialect()));
        leg.flush();
    }

    /// The answer is written whole.
    public void finish() {
        leg.flush();
        leg.finished();
    }

    /// Breaks the connection, after an event that says why where one fits.
    public void abort(@Nullable Refusal why) {
        if (why != null) {
            leg.write(OwnEvents.refusal(answers, why, request.dialect(), exchange));
        }
        leg.abort();
    }
}
