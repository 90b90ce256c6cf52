package dev.sluice.relay.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.account.UsageExtended;
import dev.sluice.contracts.account.UsageFailed;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.admission.Allowances;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.relay.dialect.UsageReading;
import dev.sluice.relay.exchange.idempotency.Repetition;
import dev.sluice.relay.exchange.reservation.Admission;
import dev.sluice.relay.exchange.reservation.Admission.Verdict;
import dev.sluice.relay.exchange.reservation.LimitHeaders;
import dev.sluice.relay.exchange.reservation.OutputReserve;
import dev.sluice.relay.exchange.reservation.Remaining;
import dev.sluice.relay.exchange.reservation.Verdicts;
import dev.sluice.relay.metering.AnswerMeter;
import dev.sluice.relay.metering.Charge;
import dev.sluice.relay.metering.Estimate;
import dev.sluice.relay.metering.TokenRatios;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.NotNow;

/// A reserved request: its events go to the journal, its reservation grows with the answer.
final class BilledExchange implements Exchange {

    /// How often an account that pays afterwards has its progress recorded.
    static final Duration PROGRESS_EVERY = Duration.ofSeconds(60);

    private final Admitted admitted;
    private final UsageReserved reserved;
    private final Admission admission;
    private final Recorder recorder;
    private final EventStamp stamp;
    private final Executor loop;
    private final OutputReserve reserve;
    private Instant progressAt;
    private int extensions;
    private boolean extending;
    private boolean closed;

    BilledExchange(UsageReserved reserved, Admitted admitted, Admission admission, Recorder recorder, EventStamp stamp,
            Executor loop) {
        this.reserved = reserved;
        this.admitted = admitted;
        this.admission = admission;
        this.recorder = recorder;
        this.stamp = stamp;
        this.loop = loop;
        this.reserve = new OutputReserve(admitted.request.user().mode(), admitted.estimate, admitted.unseenPerSecond);
        this.progressAt = reserved.at();
    }

    /// What the request was let in with.
    ///
    /// @param bodyBytes
    ///            of the request as the client sent it
    /// @param unseenPerSecond
    ///            tokens that the model may write where nobody sees them
    record Admitted(Admission.Request request, Estimate estimate, Standing standing, TokenRatios.OfModel learnt,
            Remaining remaining, boolean wholeInBody, long bodyBytes, long unseenPerSecond, Repetition repetition) {}

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
        return admitted.standing.lost();
    }

    @Override
    public @Nullable Refusal expired() {
        return admitted.standing.expired();
    }

    @Override
    public Map<String, String> limits() {
        Admission.Request request = admitted.request;
        return LimitHeaders.of(Allowances.of(request.user().limits(), request.user().budgets()),
                Allowances.of(request.key().limits(), request.key().budgets()), admitted.remaining, reserved.service(),
                stamp.at());
    }

    @Override
    public boolean isPrepaid() {
        return admitted.request.user().mode() != PlanMode.POSTPAID;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void progress(AnswerMeter answer, Consumer<Refusal> refused) {
        extendFor(admitted.learnt.outputTokens(answer.textBytes()), answer, refused);
    }

    @Override
    public void secondPassed(@Nullable AnswerMeter answer, Consumer<Refusal> refused) {
        Instant now = stamp.at();
        long seen = admitted.learnt.outputTokens(answer == null ? 0 : answer.textBytes());
        if (isPrepaid()) {
            extendFor(reserve.writtenAtMost(seen, Duration.between(reserved.at(), now)), answer, refused);
        } else if (!closed && !now.isBefore(progressAt.plus(PROGRESS_EVERY))) {
            progressAt = now;
            report(reserve.unrecorded(seen), answer);
        }
    }

    private void extendFor(long written, @Nullable AnswerMeter answer, Consumer<Refusal> refused) {
        long tokens = reserve.due(written);
        if (tokens == 0 || extending || closed) {
            return;
        }
        extending = true;
        int number = extensions + 1;
        NanoUsd cost = admitted.estimate.ceiling().cost(0, tokens);
        var extension = new Admission.Extension(admitted.request, number, cost, tokens);
        admission.extend(extension, loop, verdict -> {
            if (closed) {
                return;
            }
            if (verdict instanceof Verdict.Admitted) {
                recordExtension(extension, answer, refused);
            } else {
                refused.accept(Verdicts.refusal(verdict, admitted.request));
            }
        });
    }

    private void recordExtension(Admission.Extension extension, @Nullable AnswerMeter answer,
            Consumer<Refusal> refused) {
        append(extension.number(), extension.reserved(), extension.tokens(), answer, recorded -> {
            extending = false;
            if (!recorded && !closed) {
                refused.accept(new NotNow.JournalFull());
            }
        });
    }

    /// The progress of an answer that is paid afterwards. Nobody is asked and nothing is cut: what is not
    /// recorded now is recorded a minute later.
    private void report(long tokens, @Nullable AnswerMeter answer) {
        append(extensions + 1, admitted.estimate.ceiling().cost(0, tokens), tokens, answer, recorded -> {
        });
    }

    private void append(int number, NanoUsd cost, long tokens, @Nullable AnswerMeter answer,
            Consumer<Boolean> recorded) {
        Charge.Tokens soFar = Charge.soFar(answer == null ? null : answer.reading(), admitted.bodyBytes);
        UsageExtended extended = new UsageExtended(stamp.eventId(), requestId(), userId(), keyId(), stamp.relayId(),
                stamp.at(), reserved.traceparent(), number, cost, tokens, soFar.tokens(), soFar.basis());
        extensions = number;
        recorder.append(extended, loop, result -> {
            boolean safe = result instanceof Recorder.Answer.Recorded;
            if (safe) {
                reserve.added(tokens);
            }
            recorded.accept(safe);
        });
    }

    @Override
    public void close(End end, @Nullable UsageReading reading, long requestBytes, Consumer<Boolean> recorded) {
        if (closed) {
            throw new IllegalStateException(requestId() + ": closed twice (expected: once)");
        }
        closed = true;
        if (reading != null) {
            learn(reading);
        }
        Charge charge = reading == null ? new Charge.Nothing() : Charge.of(reading, requestBytes);
        UsageEvent event = switch (charge) {
            case Charge.Tokens(var tokens, var basis) when reading != null -> settled(end, reading, tokens, basis);
            case Charge.Tokens _,Charge.Nothing _ -> failed(end);
        };
        recorder.append(event, loop, answer -> {
            boolean safe = answer instanceof Recorder.Answer.Recorded;
            admitted.repetition.ended(event);
            if (safe) {
                admission.ended(admitted.request);
            }
            recorded.accept(safe);
        });
    }

    private void learn(UsageReading reading) {
        TokenUsage told = reading.tokens();
        if (told == null || reading.ending() != UsageReading.Ending.FINISHED || !reading.outputTold()) {
            return;
        }
        if (admitted.wholeInBody) {
            admitted.learnt.learnInput(admitted.bodyBytes, told);
        }
        if (reserved.stream()) {
            admitted.learnt.learnOutput(reading.textBytes(), told);
        }
    }

    private UsageSettled settled(End end, UsageReading reading, TokenUsage tokens, Basis basis) {
        String errorCode = reading.implausible() ? "usage-implausible" : end.errorCode();
        return new UsageSettled(stamp.eventId(), requestId(), userId(), keyId(), stamp.relayId(), stamp.at(),
                reserved.traceparent(), tokens, basis, reading.rawUsage(), reading.model(), reading.serviceTier(),
                reading.speed(), reading.geography(), reading.webSearches(),
                end.upstreamRequestId() == null ? reading.responseId() : end.upstreamRequestId(), end.upstream(),
                end.status(), end.outcome(), errorCode, end.firstByteMillis(), end.durationMillis(), end.modelSent(),
                end.attemptsOrNull());
    }

    private UsageFailed failed(End end) {
        String errorCode = end.errorCode() == null ? "upstream-failed" : end.errorCode();
        return new UsageFailed(stamp.eventId(), requestId(), userId(), keyId(), stamp.relayId(), stamp.at(),
                reserved.traceparent(), end.upstream(), end.status(), end.outcome(), errorCode,
                end.upstreamRequestId(), end.durationMillis(), end.attemptsOrNull());
    }
}
