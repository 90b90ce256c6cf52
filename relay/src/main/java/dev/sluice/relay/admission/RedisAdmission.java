package dev.sluice.relay.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.contracts.admission.AdmissionScript;
import dev.sluice.contracts.admission.AdmitAnswer;
import dev.sluice.contracts.admission.AdmitRequest;
import dev.sluice.contracts.admission.GatePass;
import dev.sluice.contracts.admission.SweepRequest;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.relay.exchange.reservation.Admission;
import dev.sluice.relay.exchange.reservation.Remaining;
import dev.sluice.relay.journal.recording.Holding;
import dev.sluice.relay.journal.recording.Holdings;
import dev.sluice.relay.redis.Lanes;
import dev.sluice.relay.redis.Leases;
import dev.sluice.relay.redis.RedisLink;
import dev.sluice.relay.redis.ScriptAnswer;
import dev.sluice.relay.redis.ServerCheck;

/// Admission by the scripts of `contracts`: asks, waits for an unknown account, sweeps once, and refuses when
/// Redis, its sentinel, our lease or our journal's announcement is missing. Nothing here blocks.
public final class RedisAdmission implements Admission {

    private static final Logger log = LoggerFactory.getLogger(RedisAdmission.class);
    /// Older than this, the watermark of our own journal is not trusted (metering §5).
    private static final Duration WATERMARK_TRUSTED = Duration.ofSeconds(30);

    private final RedisLink link;
    private final Lanes lanes;
    private final ServerCheck server;
    private final Leases leases;
    private final Holdings holdings;
    private final WatermarkReplica watermarks;
    private final Registration registration;
    private final Concurrency concurrency;
    private final Refusals refusals;
    private final Patience patience;
    private final LongSupplier nanoTime;

    /// `nanoTime` is monotonic, as `System::nanoTime`.
    public RedisAdmission(RedisLink link, Lanes lanes, ServerCheck server, Leases leases, Holdings holdings,
            WatermarkReplica watermarks, Concurrency concurrency, Refusals refusals, Patience patience,
            LongSupplier nanoTime) {
        this.link = link;
        this.lanes = lanes;
        this.server = server;
        this.leases = leases;
        this.holdings = holdings;
        this.watermarks = watermarks;
        this.registration = new Registration(link, holdings);
        this.concurrency = concurrency;
        this.refusals = refusals;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    @Override
    public void admit(Request request, Executor loop, Consumer<Verdict> answer) {
        Holding holding = holdings.open(request.requestId(), request.user().userId(), request.key().keyId());
        if (holding == null) {
            tell(new Verdict.Unavailable("no journal yet"), loop, answer);
            return;
        }
        begin(new Attempt(request, holding, Attempt.RESERVATION, request.reserved().microsCeiled(), request.tokens(),
                nanoTime.getAsLong(), new AtomicReference<>(), loop, answer));
    }

    @Override
    public void extend(Extension extension, Executor loop, Consumer<Verdict> answer) {
        Holding holding = holdings.of(extension.request().requestId());
        if (holding == null || extension.number() > AdmitRequest.EXTENSIONS_MAX) {
            tell(new Verdict.Unavailable("request is not open or was extended too often"), loop, answer);
            return;
        }
        begin(new Attempt(extension.request(), holding, extension.number(), extension.reserved().microsCeiled(),
                extension.tokens(), nanoTime.getAsLong(), new AtomicReference<>(), loop, answer));
    }

    @Override
    public void givenUp(Request request) {
        Holding holding = holdings.of(request.requestId());
        if (holding != null) {
            holding.givenUp(Attempt.RESERVATION);
        }
        ended(request);
    }

    @Override
    public void ended(Request request) {
        holdings.end(request.requestId());
        concurrency.end(request);
    }

    private void begin(Attempt attempt) {
        AtomicReference<@Nullable Attempt> unanswered = attempt.unanswered();
        unanswered.set(attempt);
        link.after(patience.answer(), () -> {
            Attempt late = unanswered.get();
            if (late != null) {
                refuse(late, new Verdict.Unavailable("redis does not answer"));
            }
        });
        ask(attempt, GatePass.NONE, false);
    }

    private void ask(Attempt attempt, long gateOpened, boolean swept) {
        if (attempt.isAnswered()) {
            return;
        }
        String obstacle = obstacle(attempt);
        if (!obstacle.isEmpty()) {
            waitOrRefuse(attempt, patience.redis(), new Verdict.Unavailable(obstacle));
            return;
        }
        Holding holding = attempt.holding();
        int partition = holding.partition();
        holding.sending(attempt.extension(), link.generation());
        AdmitRequest question = attempt.question(watermarks.reached(partition, Set.of()), gateOpened,
                stale(holding), swept);
        lanes.run(AdmissionScript.ADMIT, question.keys(), question.args(), new Hearing(attempt));
    }

    /// Waits for what Redis says to an attempt.
    private final class Hearing implements ScriptAnswer {

        private final Attempt attempt;

        Hearing(Attempt attempt) {
            this.attempt = attempt;
        }

        @Override
        public void answered(List<?> reply) {
            AdmitAnswer told;
            try {
                told = AdmitAnswer.parse(reply);
            } catch (IllegalArgumentException unread) {
                failed(String.valueOf(unread.getMessage()));
                return;
            }
            heard(attempt, told);
        }

        @Override
        public void failed(String why) {
            log.atDebug().addKeyValue("failure", why).log("admission not answered");
            attempt.holding().givenUp(attempt.extension());
            waitOrRefuse(attempt, patience.redis(), new Verdict.Unavailable("redis is away"));
        }
    }

    /// Why Redis must not be asked now; empty when it may.
    private String obstacle(Attempt attempt) {
        if (attempt.prepaid() && !leases.trusted()) {
            return "the lease of journal " + attempt.holding().journal() + " is " + leases.age().toSeconds() + " s old";
        }
        if (!link.connected() || !server.complete(attempt.holding().partition())) {
            return "the sentinel of partition " + attempt.holding().partition() + " does not name this redis";
        }
        if (attempt.extension() == Attempt.RESERVATION && !attempt.holding().announced()) {
            return "journal " + attempt.holding().journal() + " is not announced in its partition";
        }
        if (holdings.isBehind(attempt.holding().partition())) {
            link.time().thenAccept(holdings::told).exceptionally(_ -> null);
            return "the clock of this redis is behind the marks of partition " + attempt.holding().partition();
        }
        return "";
    }

    private boolean stale(Holding holding) {
        long vouched = watermarks.of(holding.partition(), holding.journal());
        return holdings.newestMillis(holding.partition()) - vouched > WATERMARK_TRUSTED.toMillis();
    }

    private void heard(Attempt attempt, AdmitAnswer answer) {
        switch (answer) {
            case AdmitAnswer.Admitted admitted -> admitted(attempt, admitted);
            case AdmitAnswer.Refused refused -> refused(attempt, refused);
            case AdmitAnswer.InsufficientBalance _ -> refuse(attempt, new Verdict.BalanceSpent());
            case AdmitAnswer.Halted _ -> refuse(attempt, new Verdict.AccountClosed());
            case AdmitAnswer.Unknown unknown -> unknown(attempt, unknown);
            case AdmitAnswer.Sweep _ -> sweep(attempt);
        }
    }

    /// A place that a request on another lane has just given back may still be on its way: places are looked for
    /// twice.
    private void refused(Attempt attempt, AdmitAnswer.Refused refused) {
        Verdict verdict = Verdicts.of(refused, holdings.newestMillis(attempt.holding().partition()));
        if (verdict instanceof Verdict.LimitReached reached && reached.limit() == Limit.CONCURRENCY) {
            attempt.holding().givenUp(attempt.extension());
            waitOrRefuse(attempt, patience.again().multipliedBy(2), verdict);
        } else {
            refuse(attempt, verdict);
        }
    }

    private void admitted(Attempt attempt, AdmitAnswer.Admitted admitted) {
        Holding holding = attempt.holding();
        if (attempt.isAnswered() || attempt.prepaid() && !leases.trusted()
                || !holding.admitted(attempt.extension(), attempt.micros(), attempt.tokens(), admitted.redisMillis())) {
            refuse(attempt, new Verdict.Unavailable("the lease lapsed while redis answered"));
            concurrency.leave(attempt.request());
            return;
        }
        if (attempt.claim()) {
            Verdict verdict = new Verdict.Admitted(Instant.ofEpochMilli(admitted.redisMillis()),
                    new Remaining(admitted.userRemaining(), admitted.keyRemaining()));
            refusals.count(verdict);
            concurrency.began(attempt.request());
            attempt.tell(verdict);
        }
    }

    private void unknown(Attempt attempt, AdmitAnswer.Unknown unknown) {
        attempt.holding().givenUp(attempt.extension());
        int partition = attempt.holding().partition();
        long gate = unknown.gateMillis();
        if (gate >= 0 && watermarks.reached(partition, unknown.passed()) >= gate) {
            ask(attempt, gate, false);
            return;
        }
        List<JournalId> ours = holdings.journals();
        if (gate >= 0 && !unknown.passed().containsAll(ours) && server.complete(partition)) {
            registration.register(attempt.holding().userId(), gate)
                    .whenComplete((_, _) -> waitOrRefuse(attempt, patience.unknown(), new Verdict.AccountUnknown()));
            return;
        }
        waitOrRefuse(attempt, patience.unknown(), new Verdict.AccountUnknown());
    }

    private void sweep(Attempt attempt) {
        attempt.holding().givenUp(attempt.extension());
        SweepRequest sweep = new SweepRequest(attempt.holding().userId(),
                watermarks.all(attempt.holding().partition()));
        link.run(AdmissionScript.SWEEP, sweep.keys(), sweep.args())
                .whenComplete((_, _) -> ask(attempt, GatePass.NONE, true));
    }

    private void waitOrRefuse(Attempt attempt, Duration most, Verdict verdict) {
        long waited = nanoTime.getAsLong() - attempt.startedNanos();
        if (waited + patience.again().toNanos() > most.toNanos()) {
            refuse(attempt, verdict);
        } else {
            link.after(patience.again(), () -> ask(attempt, GatePass.NONE, false));
        }
    }

    /// Nothing of this attempt was or will be recorded. A refused reservation is the end of its request.
    private void refuse(Attempt attempt, Verdict verdict) {
        if (!attempt.claim()) {
            return;
        }
        attempt.holding().givenUp(attempt.extension());
        if (attempt.extension() == Attempt.RESERVATION) {
            holdings.end(attempt.request().requestId());
        }
        refusals.count(verdict);
        attempt.tell(verdict);
    }

    private void tell(Verdict verdict, Executor loop, Consumer<Verdict> answer) {
        refusals.count(verdict);
        loop.execute(() -> answer.accept(verdict));
    }
}
