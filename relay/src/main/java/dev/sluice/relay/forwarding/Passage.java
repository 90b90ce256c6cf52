package dev.sluice.relay.forwarding;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.usage.Outcome;
import dev.sluice.relay.dialect.UsageReading;
import dev.sluice.relay.exchange.Exchange;
import dev.sluice.relay.forwarding.answer.AccountSecrets;
import dev.sluice.relay.forwarding.answer.AccountSecrets.Telling;
import dev.sluice.relay.forwarding.answer.Answer;
import dev.sluice.relay.forwarding.answer.ClientLeg;
import dev.sluice.relay.forwarding.answer.ClientSide;
import dev.sluice.relay.metering.AnswerMeter;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.upstream.breaker.Signal;

/// A successful answer passing through a transfer: each part is metered and goes on at once, except the one
/// that ends the answer, which waits until the end is recorded.
final class Passage {

    private final Transfer transfer;
    private final Approach approach;
    private final ClientLeg client;
    private final ClientSide there;
    private final Exchange exchange;
    private final EndNote note;
    private final Answer answer;
    private boolean settling;
    private boolean brokenMeanwhile;
    private boolean tellsOfAccount;
    private boolean borderBefore;
    private @Nullable Refusal cutAtBorder;

    Passage(Transfer transfer, Approach approach, ClientLeg client, ClientSide there, Exchange exchange, EndNote note,
            Answer answer) {
        this.transfer = transfer;
        this.approach = approach;
        this.client = client;
        this.there = there;
        this.exchange = exchange;
        this.note = note;
        this.answer = answer;
    }

    boolean isEventStream() {
        return answer.isEventStream();
    }

    AnswerMeter meter() {
        return answer.meter();
    }

    boolean isSettling() {
        return settling;
    }

    /// Whether an event of our own may be written now.
    boolean takesEventOfOurs() {
        return !settling && !exchange.isClosed() && answer.meter().atEventBorder();
    }

    /// Writes an event that keeps the client's connection open, if one fits in now.
    boolean keepsAlive() {
        boolean fits = takesEventOfOurs();
        if (fits) {
            there.keepAlive();
        }
        return fits;
    }

    /// Whether a cut must wait, so that the answer ends well-formed: the event that is passing is let
    /// through, and an answer that is whole and only waits for its record is not cut at all. A second call
    /// waits for no event.
    boolean waitsForBorder(Refusal refusal) {
        boolean first = cutAtBorder == null;
        cutAtBorder = refusal;
        return settling || first && answer.takesEvents() && !exchange.isClosed() && !answer.meter().atEventBorder();
    }

    /// The cut that waits for the border of an event.
    @Nullable
    Refusal waitingCut() {
        return cutAtBorder;
    }

    /// Takes over the reference of the part.
    void take(HttpContent part) {
        borderBefore = settling ? borderBefore : answer.meter().atEventBorder();
        answer.show(part.content());
        boolean last = part instanceof LastHttpContent;
        if (settling) {
            answer.hold(part);
        } else if (!exchange.isClosed() && (last || answer.meter().ended())) {
            settle(part, last);
        } else {
            emit(part);
            goOn();
        }
    }

    private void goOn() {
        Refusal cut = cutAtBorder;
        if (cut != null) {
            if (answer.meter().atEventBorder()) {
                transfer.cut(cut);
            }
        } else if (!exchange.isClosed()) {
            exchange.progress(answer.meter(), transfer::cut);
        }
    }

    /// No finished answer without a record (metering §2.1). A stream that ends without its terminal event
    /// was cut.
    private void settle(HttpContent part, boolean last) {
        settling = true;
        answer.hold(part);
        transfer.updateReading();
        if (last) {
            answer.meter().finish();
        }
        boolean whole = answer.meter().ended();
        UsageReading reading = answer.meter().reading();
        lookForAccount();
        boolean passes = whole && !tellsOfAccount;
        note.close(outcome(whole, reading), errorCode(whole, reading), reading, safe -> recorded(safe && passes));
    }

    /// What ends the stream may be an error about our own account, which nobody else gets to see.
    private void lookForAccount() {
        Telling telling = AccountSecrets.of(answer.meter().failure());
        tellsOfAccount = telling != Telling.NOTHING;
        if (telling == Telling.CAUSE) {
            approach.judge(new Signal.Refused());
        }
    }

    private void recorded(boolean mayPass) {
        settling = false;
        if (mayPass) {
            for (HttpContent part = answer.nextHeld(); part != null; part = answer.nextHeld()) {
                emit(part);
            }
            transfer.onBatchEnd();
        }
        if (!mayPass || brokenMeanwhile) {
            breakOff();
        } else {
            transfer.updateReading();
        }
    }

    private Outcome outcome(boolean whole, UsageReading reading) {
        if (!whole) {
            return Outcome.CUT;
        }
        if (reading.ending() == UsageReading.Ending.FAILED) {
            return Outcome.UPSTREAM_ERROR;
        }
        return there.hasLeft() ? Outcome.CLIENT_CANCEL : Outcome.OK;
    }

    private static @Nullable String errorCode(boolean whole, UsageReading reading) {
        if (!whole) {
            return "stream-unfinished";
        }
        return reading.ending() == UsageReading.Ending.FAILED ? "upstream-failed" : null;
    }

    private void emit(HttpContent part) {
        boolean last = part instanceof LastHttpContent;
        if (transfer.isAnswering()) {
            answer.forClient(part, client::write);
        } else {
            part.release();
        }
        if (last) {
            answer.meter().abandon();
            transfer.passed();
        }
    }

    /// The provider's connection ended before the answer did; `why` is an error code.
    void broken(String why) {
        if (settling) {
            brokenMeanwhile = true;
        } else if (exchange.isClosed()) {
            breakOff();
        } else {
            note.close(there.hasLeft() ? Outcome.CLIENT_CANCEL : Outcome.CUT, why,
                    answer.meter().reading(), safe -> breakOff());
        }
    }

    private void breakOff() {
        abandon();
        if (!transfer.isDone()) {
            transfer.breakOff(tellsOfAccount && borderBefore ? new Refusal.Upstream.AccountTrouble() : null);
        }
    }

    /// Lets go of everything; answers what was read until now.
    UsageReading abandon() {
        answer.releaseHeld();
        answer.meter().abandon();
        return answer.meter().reading();
    }
}
