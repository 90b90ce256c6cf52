package dev.sluice.relay.exchange;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PricedModel;
import dev.sluice.relay.dialect.RequestFacts;
import dev.sluice.relay.exchange.caller.Caller;
import dev.sluice.relay.exchange.idempotency.Idempotency;
import dev.sluice.relay.exchange.idempotency.IdempotencyKey;
import dev.sluice.relay.exchange.idempotency.Repetition;
import dev.sluice.relay.exchange.reservation.Admission;
import dev.sluice.relay.exchange.reservation.Admission.Verdict;
import dev.sluice.relay.exchange.reservation.Remaining;
import dev.sluice.relay.exchange.reservation.Verdicts;
import dev.sluice.relay.metering.Estimate;
import dev.sluice.relay.metering.TokenRatios;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.Refusal.NotNow;
import dev.sluice.relay.refusal.Refusal.Repeated;
import dev.sluice.relay.refusal.Refusal.Unfit;

/// Lets a request through to the provider: priced, admitted, and written down before it goes (metering §2.2).
public final class Gatekeeper {

    private final PriceList prices;
    private final Admission admission;
    private final Idempotency idempotency;
    private final UsageLook usage;
    private final FreeRequests free;
    private final Recorder recorder;
    private final EventStamp stamp;
    private final InstantSource clock;
    private final TokenRatios ratios = new TokenRatios();

    /// `eventIds` are UUIDv7; `relayId` names this relay in every event.
    public Gatekeeper(PriceList prices, Admission admission, Idempotency idempotency, UsageLook usage,
            Recorder recorder, InstantSource clock, Supplier<String> eventIds, String relayId) {
        this.prices = prices;
        this.admission = admission;
        this.idempotency = idempotency;
        this.usage = usage;
        this.free = new FreeRequests(clock);
        this.recorder = recorder;
        this.clock = clock;
        this.stamp = new EventStamp(clock, eventIds, relayId);
    }

    /// Answers exactly once, on `loop` or before it returns.
    public void open(Caller.Known caller, Asked asked, Executor loop, Consumer<Opening> answer) {
        Instant now = clock.instant();
        Optional<PriceBook> book = prices.inForce(now);
        if (book.isEmpty()) {
            answer.accept(new Opening.Refused(new NotNow.PricesLoading()));
            return;
        }
        String name = asked.facts().model();
        Optional<PricedModel> model = book.get().find(name)
                .filter(found -> found.price().service() == asked.dialect().service());
        if (model.isEmpty()) {
            answer.accept(new Opening.Refused(new Unfit.ModelUnknown(name)));
            return;
        }
        Standing standing = new Standing(caller, asked.dialect().service(), name, model.get(), clock);
        Refusal lost = standing.lost();
        if (lost != null) {
            answer.accept(new Opening.Refused(lost));
        } else if (!asked.dialect().isBilled()) {
            answer.accept(free(caller.key().keyId()).<Opening>map(Opening.Refused::new).orElseGet(
                    () -> new Opening.Opened(
                            new FreeExchange(asked.requestId(), caller.key(), caller.user(), standing))));
        } else {
            claim(caller, asked, terms(caller, asked, book.get(), model.get(), standing), loop, answer);
        }
    }

    /// Takes one of the requests that cost nothing; the refusal when the key has none left now.
    public Optional<Refusal> free(KeyId key) {
        return free.take(key);
    }

    /// What a key and its account have used.
    public UsageLook usage() {
        return usage;
    }

    private void claim(
            Caller.Known caller, Asked asked, Terms terms, Executor loop, Consumer<Opening> answer) {
        IdempotencyKey key = asked.idempotencyKey();
        if (key == null) {
            admit(caller, asked, terms, new Repetition(idempotency, null), loop, answer);
            return;
        }
        var claim = new Idempotency.Claim(caller.user().userId(), asked.requestId(), key.name(), key.body());
        idempotency.claim(claim, loop, found -> {
            switch (found) {
                case Idempotency.Answer.Claimed() ->
                    admit(caller, asked, terms, new Repetition(idempotency, claim), loop, answer);
                case Idempotency.Answer.Running() -> answer.accept(new Opening.Refused(new Repeated.Running()));
                case Idempotency.Answer.Spent(var first) ->
                    answer.accept(new Opening.Refused(new Repeated.Served(first.value())));
                case Idempotency.Answer.OtherBody() -> answer.accept(new Opening.Refused(new Repeated.OtherBody()));
                case Idempotency.Answer.Unavailable() ->
                    answer.accept(new Opening.Refused(new NotNow.AdmissionAway()));
            }
        });
    }

    /// What a request is let in on.
    private record Terms(PriceBook book, Estimate estimate, Standing standing, TokenRatios.OfModel learnt,
            long unseenPerSecond) {}

    private Terms terms(Caller.Known caller, Asked asked, PriceBook book, PricedModel model, Standing standing) {
        RequestFacts facts = asked.facts();
        TokenRatios.OfModel learnt = ratios.of(model.id());
        Estimate estimate = Estimate.of(book, model.price(), facts, caller.user().mode(), asked.bodyBytes(), learnt,
                clock.instant());
        boolean unseen = facts.reasonsUnseen() || !facts.stream();
        long perSecond = unseen ? (long) model.price().peakTokensPerSecond() * facts.choices() : 0;
        return new Terms(book, estimate, standing, learnt, perSecond);
    }

    private void admit(Caller.Known caller, Asked asked, Terms terms, Repetition repetition, Executor loop,
            Consumer<Opening> answer) {
        Admission.Request request = new Admission.Request(asked.requestId(), caller.key(), caller.user(),
                terms.estimate.cost(), terms.estimate.tokens().limited());
        Consumer<Opening> told = opening -> {
            if (opening instanceof Opening.Refused) {
                repetition.refused();
            }
            answer.accept(opening);
        };
        admission.admit(request, loop, verdict -> {
            if (verdict instanceof Verdict.Admitted admitted) {
                reserve(asked, terms, admitted(request, asked, terms, admitted.remaining(), repetition),
                        admitted.admittedAt(), loop, told);
            } else {
                told.accept(new Opening.Refused(Verdicts.refusal(verdict, request)));
            }
        });
    }

    private void reserve(Asked asked, Terms terms, BilledExchange.Admitted admitted, Instant admittedAt, Executor loop,
            Consumer<Opening> answer) {
        Admission.Request request = admitted.request();
        UsageReserved reserved = new UsageReserved(stamp.eventId(), request.requestId(), request.user().userId(),
                request.key().keyId(), stamp.relayId(), stamp.at(), asked.traceparent(), admittedAt,
                asked.dialect().service(), asked.dialect().route(), asked.facts().model(), asked.facts().stream(),
                terms.book.id(), terms.estimate.tokens(), terms.estimate.cost(), request.tokens(),
                asked.sessionId(), asked.requestClass(), Map.of());
        recorder.append(reserved, loop, recorded -> {
            switch (recorded) {
                case Recorder.Answer.Recorded() -> answer.accept(new Opening.Opened(
                        new BilledExchange(reserved, admitted, admission, recorder, stamp, loop)));
                case Recorder.Answer.Full(_) -> giveUp(request, new NotNow.JournalFull(), answer);
                case Recorder.Answer.Failed(_) -> giveUp(request, new NotNow.JournalFailed(), answer);
            }
        });
    }

    private static BilledExchange.Admitted admitted(Admission.Request request, Asked asked, Terms terms,
            Remaining remaining, Repetition repetition) {
        return new BilledExchange.Admitted(request, terms.estimate, terms.standing, terms.learnt, remaining,
                !asked.facts().refersToStored(), asked.bodyBytes(), terms.unseenPerSecond, repetition);
    }

    private void giveUp(Admission.Request request, Refusal refusal, Consumer<Opening> answer) {
        admission.givenUp(request);
        answer.accept(new Opening.Refused(refusal));
    }
}
