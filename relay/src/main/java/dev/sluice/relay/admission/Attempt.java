package dev.sluice.relay.admission;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.admission.AdmitRequest;
import dev.sluice.contracts.admission.Allowances;
import dev.sluice.contracts.admission.GatePass;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.relay.exchange.reservation.Admission.Request;
import dev.sluice.relay.exchange.reservation.Admission.Verdict;
import dev.sluice.relay.journal.recording.Holding;

/// One question to Redis until it is answered, once.
///
/// @param extension
///            0 for the reservation
/// @param startedNanos
///            monotonic
/// @param unanswered
///            holds this attempt until it is answered: all that a timer needs to keep
record Attempt(Request request, Holding holding, int extension, long micros, long tokens, long startedNanos,
        AtomicReference<@Nullable Attempt> unanswered, Executor loop, Consumer<Verdict> answer) {

    static final int RESERVATION = 0;
    /// A relay that does not trust its view wants this many reservations to be covered (metering §5).
    private static final int RESERVATIONS_WHEN_STALE = 10;

    boolean prepaid() {
        return request.user().mode() != PlanMode.POSTPAID;
    }

    AdmitRequest question(long gateReached, long gateOpened, boolean stale, boolean swept) {
        long needed = stale ? Math.min(micros * RESERVATIONS_WHEN_STALE, AdmitRequest.AMOUNT_MAX) : micros;
        return new AdmitRequest(holding.userId(), holding.keyId(), holding.journal(), request.requestId(), extension,
                micros, tokens, needed, Allowances.of(request.user().limits(), request.user().budgets()),
                Allowances.of(request.key().limits(), request.key().budgets()), new GatePass(gateReached, gateOpened),
                swept);
    }

    boolean isAnswered() {
        return unanswered.get() == null;
    }

    /// The first verdict counts; whether this was it.
    boolean claim() {
        return unanswered.getAndSet(null) != null;
    }

    /// At once where the answer came on the loop itself, and never while the question is still being put.
    void tell(Verdict verdict) {
        if (loop instanceof EventExecutor executor && executor.inEventLoop()) {
            answer.accept(verdict);
        } else {
            loop.execute(() -> answer.accept(verdict));
        }
    }

    /// It holds itself until it is answered: its parts say nothing more.
    @Override
    public String toString() {
        return "Attempt[" + request.requestId() + "#" + extension + "]";
    }
}
