package dev.sluice.streams.accounts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountPolicySet;
import dev.sluice.contracts.account.AccountReleased;
import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.account.DeadLetterDismissed;
import dev.sluice.contracts.account.JournalMark;
import dev.sluice.contracts.account.UsageAbandoned;
import dev.sluice.contracts.account.UsageExtended;
import dev.sluice.contracts.account.UsageFailed;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.pricing.ModelPrice;
import dev.sluice.contracts.pricing.Multiplier;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.contracts.pricing.Rate;
import dev.sluice.contracts.pricing.Rates;
import dev.sluice.contracts.pricing.ServiceTerms;
import dev.sluice.contracts.pricing.UsePrice;
import dev.sluice.contracts.rated.DeadLetterSettled;
import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.UsageAlert;
import dev.sluice.contracts.usage.Basis;
import dev.sluice.contracts.usage.Outcome;
import dev.sluice.contracts.usage.Service;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.streams.accounts.rows.InMemoryRows;
import dev.sluice.streams.accounts.rows.StoredRows;
import dev.sluice.streams.accounts.rows.UserRow;

import static java.util.Objects.requireNonNull;

/// One user with one key and one journal, a price book in which every token costs 1,000 nano-USD, and what
/// the decider has said so far.
public final class AccountWorld {

    public static final String MODEL = "claude-flat";
    public static final PriceBookId BOOK = new PriceBookId("pb-2026-01-01.1");
    static final long NANOS_PER_TOKEN = 1_000;
    static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    final UserId user = UserId.of(new UUID(0, 1));
    final KeyId key = KeyId.of(new UUID(0, 2));
    final JournalId journal = JournalId.of(new UUID(0, 3));
    final InMemoryRows store = new InMemoryRows();
    final StoredRows rows = new StoredRows(store);
    final List<RatedUsage> rated = new ArrayList<>();
    final List<LedgerTransaction> transactions = new ArrayList<>();
    final List<AccountView> views = new ArrayList<>();
    final List<UsageAlert> alerts = new ArrayList<>();
    final List<Held> held = new ArrayList<>();
    final List<DeadLetterSettled> settled = new ArrayList<>();
    private final AccountDecider decider = new AccountDecider(0);
    private Instant now = START;
    private int ids;
    private long pseq;

    public static PriceBooks books() {
        Rate rate = new Rate(NANOS_PER_TOKEN * 1_000);
        Rates rates = new Rates(rate, rate, Rate.FREE, rate, rate, rate, rate);
        ModelPrice price = new ModelPrice(Service.CLAUDE, rates, List.of(), List.of(), Map.of(), 1_000_000, 100_000,
                100, "");
        ServiceTerms terms = new ServiceTerms(Map.of(), Map.of(), new UsePrice(0));
        return PriceBooks.NONE.with(new PriceBook(BOOK, Instant.EPOCH, Multiplier.ONE, Map.of(Service.CLAUDE, terms),
                Map.of(MODEL, price), Map.of()));
    }

    void passes(long seconds) {
        now = now.plusSeconds(seconds);
    }

    Instant now() {
        return now;
    }

    /// Appends through the journal, in order.
    Decision append(AccountEvent event) {
        long number = pseq++;
        return decide(new Appended(event, now, journal, number));
    }

    /// Appends a command from outside any journal.
    Decision command(AccountEvent event) {
        return decide(Appended.plain(event, now));
    }

    Decision decide(Appended record) {
        return taken(decider.decide(rows, record, books()));
    }

    /// A record at this place that cannot be decoded.
    Decision poison(String place) {
        return taken(decider.poisoned(rows, new Poison(user, null, Appended.NO_PSEQ, now, place, "no event", null)));
    }

    /// The event once more, because somebody wants the letter decided.
    Decision replay(String letter, AccountEvent event) {
        return decide(new Appended(event, now, journal, Appended.NO_PSEQ, "copy " + ids++,
                new Replay(letter, "operator")));
    }

    /// The letter once more, and it cannot be decoded this time either.
    Decision replayPoison(String letter) {
        return taken(decider.poisoned(rows, new Poison(user, null, Appended.NO_PSEQ, now, "copy " + ids++, "no event",
                new Replay(letter, "operator"))));
    }

    Decision dismiss(String letter) {
        return command(new DeadLetterDismissed(eventId(), user, now, letter, "looked at", "operator"));
    }

    Decision release() {
        return command(new AccountReleased(eventId(), user, now, "looked at", "operator"));
    }

    private Decision taken(Decision decision) {
        rated.addAll(decision.rated());
        transactions.addAll(decision.transactions());
        views.addAll(decision.views());
        alerts.addAll(decision.alerts());
        held.addAll(decision.held());
        settled.addAll(decision.settled());
        return decision;
    }

    RequestId request() {
        return RequestId.of(new UUID(1, ids++));
    }

    private String eventId() {
        return new UUID(2, ids++).toString();
    }

    UsageReserved reserved(RequestId request, long tokens) {
        return new UsageReserved(eventId(), request, user, key, "relay-1", now, null, now, Service.CLAUDE,
                "/v1/messages", MODEL, true, BOOK, TokenUsage.of(tokens / 2, tokens - tokens / 2),
                NanoUsd.of(tokens * NANOS_PER_TOKEN), tokens, null, null, Map.of());
    }

    UsageExtended extended(RequestId request, int extension, long tokens) {
        return new UsageExtended(eventId(), request, user, key, "relay-1", now, null, extension,
                NanoUsd.of(tokens * NANOS_PER_TOKEN), tokens, TokenUsage.of(10, tokens), Basis.PARTIAL);
    }

    UsageSettled settled(RequestId request, TokenUsage tokens) {
        return new UsageSettled(eventId(), request, user, key, "relay-1", now, null, tokens, Basis.REPORTED, null,
                MODEL, null, null, null, 0, null, "stub", 200, Outcome.OK, null, 100L, 900);
    }

    UsageFailed failed(RequestId request) {
        return new UsageFailed(eventId(), request, user, key, "relay-1", now, null, "stub", 529,
                Outcome.UPSTREAM_ERROR, "overloaded_error", null, 50);
    }

    UsageAbandoned abandoned(RequestId request, @Nullable TokenUsage progress) {
        return new UsageAbandoned(eventId(), request, user, key, "relay-1", now, null,
                UsageAbandoned.Reason.RELAY_LOST, progress);
    }

    JournalMark mark(Instant reservedBefore) {
        return new JournalMark(eventId(), journal, "relay-1", now, reservedBefore);
    }

    CreditGranted granted(CreditGranted.Kind kind, long nanos) {
        return new CreditGranted(eventId(), user, now, GrantId.of(new UUID(3, ids++)), kind, NanoUsd.of(nanos), null, 0,
                CreditGranted.Scope.EVERYTHING, "test", "test");
    }

    AccountPolicySet policy(PlanMode mode, long creditNanos) {
        return new AccountPolicySet(eventId(), user, now, "free", mode, NanoUsd.of(creditNanos), "UTC", null, null,
                "test");
    }

    UserRow account() {
        return requireNonNull(rows.user(user), "no event yet");
    }

    AccountView lastView() {
        return views.getLast();
    }
}
