package dev.sluice.relay.exchange;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.account.UsageExtended;
import dev.sluice.contracts.account.UsageFailed;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.dialect.UsageReading;
import dev.sluice.relay.exchange.Admission.Verdict;
import dev.sluice.relay.metering.Charge;
import dev.sluice.relay.metering.Estimate;
import dev.sluice.relay.metering.TextEstimate;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.NotNow;

/// A reserved request: its events go to the journal, its reservation grows with the answer.
final class BilledExchange implements Exchange {

    /// An extension is asked for while this much of the reserved output is still unused.
    static final long EXTEND_AHEAD_TOKENS = 512;

    private final UsageReserved reserved;
    private final Admission.Request request;
    private final Estimate estimate;
    private final Standing standing;
    private final Admission admission;
    private final Recorder recorder;
    private final EventStamp stamp;
    private final Executor loop;
    private long outputReserved;
    private int extensions;
    private boolean extending;
    private boolean closed;

    BilledExchange(UsageReserved reserved, Admission.Request request, Estimate estimate, Standing standing,
            Admission admission, Recorder recorder, EventStamp stamp, Executor loop) {
        this.reserved = reserved;
        this.request = request;
        this.estimate = estimate;
        this.standing = standing;
        this.admission = admission;
        this.recorder = recorder;
        this.stamp = stamp;
        this.loop = loop;
        this.outputReserved = estimate.tokens().output();
    }

    @Override
    public RequestId requestId() {
        return reserved.requestId();
    }

    @Override
    public KeyId keyId() {
        return reserved.keyId();
    }

    @Override
    public UserId userId() {
        return reserved.userId();
    }

    @Override
    public @Nullable Refusal lost() {
        return standing.lost();
    }

    @Override
    public @Nullable Refusal expired() {
        return standing.expired();
    }

    @Override
    public boolean isPrepaid() {
        return request.user().mode() != PlanMode.POSTPAID;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void progress(long textBytes, Consumer<Refusal> refused) {
        long written = TextEstimate.tokens(textBytes);
        boolean enough = outputReserved >= estimate.outputMax() || written + EXTEND_AHEAD_TOKENS < outputReserved;
        if (!enough && !extending && !closed) {
            extend(written, refused);
        }
    }

    private void extend(long written, Consumer<Refusal> refused) {
        extending = true;
        long slice = Math.min(Estimate.SLICE_TOKENS, estimate.outputMax() - outputReserved);
        NanoUsd cost = estimate.ceiling().cost(0, slice);
        int number = extensions + 1;
        admission.extend(new Admission.Extension(request, number, cost, slice), loop, verdict -> {
            if (closed) {
                return;
            }
            if (verdict instanceof Verdict.Admitted) {
                extensions = number;
                recordExtension(number, cost, slice, written, refused);
            } else {
                refused.accept(Verdicts.refusal(verdict, request));
            }
        });
    }

    private void recordExtension(int number, NanoUsd cost, long slice, long written, Consumer<Refusal> refused) {
        UsageExtended extended = new UsageExtended(stamp.eventId(), requestId(), userId(), keyId(), stamp.relayId(),
                stamp.at(), reserved.traceparent(), number, cost, slice,
                TokenUsage.of(estimate.tokens().input(), written), Basis.ESTIMATED);
        recorder.append(extended, loop, answer -> {
            extending = false;
            outputReserved += slice;
            if (!(answer instanceof Recorder.Answer.Recorded) && !closed) {
                refused.accept(new NotNow.JournalFull());
            }
        });
    }

    @Override
    public void close(End end, @Nullable UsageReading reading, long requestBytes, Consumer<Boolean> recorded) {
        if (closed) {
            throw new IllegalStateException(requestId() + ": closed twice (expected: once)");
        }
        closed = true;
        Charge charge = reading == null ? new Charge.Nothing() : Charge.of(reading, requestBytes);
        UsageEvent event = switch (charge) {
            case Charge.Tokens(var tokens, var basis) when reading != null -> settled(end, reading, tokens, basis);
            case Charge.Tokens _,Charge.Nothing _ -> failed(end);
        };
        recorder.append(event, loop, answer -> {
            boolean safe = answer instanceof Recorder.Answer.Recorded;
            if (safe) {
                admission.ended(request);
            }
            recorded.accept(safe);
        });
    }

    private UsageSettled settled(End end, UsageReading reading, TokenUsage tokens, Basis basis) {
        String errorCode = reading.implausible() ? "usage-implausible" : end.errorCode();
        return new UsageSettled(stamp.eventId(), requestId(), userId(), keyId(), stamp.relayId(), stamp.at(),
                reserved.traceparent(), tokens, basis, reading.rawUsage(), reading.model(), reading.serviceTier(),
                reading.speed(), reading.geography(), reading.webSearches(),
                end.upstreamRequestId() == null ? reading.responseId() : end.upstreamRequestId(), end.upstream(),
                end.status(), end.outcome(), errorCode, end.firstByteMillis(), end.durationMillis());
    }

    private UsageFailed failed(End end) {
        String errorCode = end.errorCode() == null ? "upstream-failed" : end.errorCode();
        return new UsageFailed(stamp.eventId(), requestId(), userId(), keyId(), stamp.relayId(), stamp.at(),
                reserved.traceparent(), end.upstream(), end.status(), end.outcome(), errorCode,
                end.upstreamRequestId(), end.durationMillis());
    }
}
