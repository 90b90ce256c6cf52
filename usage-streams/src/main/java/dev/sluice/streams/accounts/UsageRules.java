package dev.sluice.streams.accounts;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.account.UsageExtended;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.streams.accounts.rows.LetterKind;
import dev.sluice.streams.accounts.rows.OpenRow;
import dev.sluice.streams.accounts.rows.TerminalRow;

/// The life of a request: reserved, extended, ended once, corrected at most by what the relay knew better.
final class UsageRules {

    private static final long ADMITTED_BEFORE_APPEND_MILLIS = 15 * 60_000;
    private static final long ADMITTED_AFTER_APPEND_MILLIS = 60_000;
    /// A million dollars, a billion tokens: no reservation is larger, and no sum of them overflows.
    private static final long NANOS_MAX = 1_000_000_000_000_000L;
    private static final long TOKENS_MAX = 1_000_000_000L;

    private final Turn turn;
    private final PriceBooks books;
    private final @Nullable JournalId journal;
    /// Everything the journal wrote before this record was seen.
    private final boolean complete;

    UsageRules(Turn turn, PriceBooks books, @Nullable JournalId journal, boolean complete) {
        this.turn = turn;
        this.books = books;
        this.journal = journal;
        this.complete = complete;
    }

    void apply(UsageEvent event) {
        switch (event) {
            case UsageReserved reserved -> reserve(reserved);
            case UsageExtended extended -> extend(extended);
            case UsageEvent.Terminal terminal -> end(terminal);
        }
    }

    private void reserve(UsageReserved event) {
        TerminalRow ended = turn.rows().terminal(turn.userId(), event.requestId());
        OpenRow early = turn.rows().open(turn.userId(), event.requestId());
        if (early != null && early.isReserved() || ended != null && ended.waiting() == null) {
            return;
        }
        OpenRow before = early == null ? unreserved(event) : early;
        OpenRow open = before.reserved(event, windowMillis(event), within(event.reservedNanoUsd().nanos(), NANOS_MAX),
                within(event.reservedTokens(), TOKENS_MAX));
        turn.open(open.keyId(), open.reservedNanos(), 1);
        turn.count(open.keyId(), open.windowMillis(), 1, open.reservedTokens(), open.reservedNanos());
        if (ended != null && ended.waiting() != null) {
            settle(ended.waiting(), open, event);
        } else {
            turn.consume(event.requestId(), 0, open.extensions());
            turn.rows().put(turn.userId(), event.requestId(), open);
        }
    }

    /// Windows trust the admission only near the append: a record may be late, but not open an old window again.
    private long windowMillis(UsageReserved event) {
        long appended = turn.appendedMillis();
        return Math.clamp(event.admittedAt().toEpochMilli(), appended - ADMITTED_BEFORE_APPEND_MILLIS,
                appended + ADMITTED_AFTER_APPEND_MILLIS);
    }

    private void extend(UsageExtended event) {
        TerminalRow ended = turn.rows().terminal(turn.userId(), event.requestId());
        if (ended != null && ended.waiting() == null) {
            return;
        }
        OpenRow known = turn.rows().open(turn.userId(), event.requestId());
        long nanos = within(event.reservedNanoUsd().nanos(), NANOS_MAX);
        long tokens = within(event.reservedTokens(), TOKENS_MAX);
        OpenRow open = (known == null ? unreserved(event) : known).extended(event.extension(), nanos, tokens,
                event.progress());
        turn.rows().put(turn.userId(), event.requestId(), open);
        if (open.isReserved()) {
            turn.open(open.keyId(), nanos, 0);
            turn.count(open.keyId(), open.windowMillis(), 0, tokens, nanos);
            turn.consume(event.requestId(), event.extension(), event.extension());
        }
    }

    private OpenRow unreserved(UsageEvent event) {
        return new OpenRow(event.keyId(), journal, null, 0, 0, 0, 0, null);
    }

    private void end(UsageEvent.Terminal event) {
        TerminalRow ended = turn.rows().terminal(turn.userId(), event.requestId());
        if (ended != null) {
            new Corrections(turn, books).endedAgain(event, ended);
            return;
        }
        OpenRow open = turn.rows().open(turn.userId(), event.requestId());
        UsageReserved reserved = open == null ? null : open.reserved();
        if (open != null && reserved != null) {
            settle(event, open, reserved);
        } else if (complete) {
            unreserved(event);
        } else {
            turn.rows().put(turn.userId(), event.requestId(),
                    TerminalRow.waiting(event, journal, turn.appendedMillis()));
        }
    }

    private void unreserved(UsageEvent.Terminal event) {
        String reason = "ended without a reservation: not charged";
        if (turn.letters().isBelieved()) {
            turn.letters().refuse(reason);
        } else {
            turn.letters().hold(LetterKind.QUARANTINE, event.requestId(), reason, null);
        }
    }

    private void settle(UsageEvent.Terminal event, OpenRow open, UsageReserved reserved) {
        Ending ending = Ending.of(event, open, reserved, books, turn.letters().isBelieved());
        Charge charge = ending.charge();
        long owedBefore = turn.user().wallet().receivableNanos();
        turn.open(open.keyId(), -open.reservedNanos(), -1);
        turn.count(open.keyId(), open.windowMillis(), 0, ending.tokens().limited() - open.reservedTokens(),
                charge.nanos() - open.reservedNanos());
        String transaction = charge.nanos() == 0
                ? null
                : turn.post("usage", reserved.requestId().value(), 0, turn.user().wallet().charge(turn.userId(),
                        charge.nanos(), reserved.service(), charge.modelPriced()));
        turn.rated(ending.record(event, open, reserved, turn, 0, charge.nanos(), ending.tokens(), transaction));
        turn.rows().put(turn.userId(), reserved.requestId(), new TerminalRow(ending.kind(), charge.nanos(),
                ending.tokens().limited(), 0, turn.appendedMillis(), open.journal(), open, null));
        turn.rows().close(turn.userId(), reserved.requestId());
        turn.consume(reserved.requestId(), 0, open.extensions() + 1);
        new Corrections(turn, books).report(event, charge, owedBefore);
    }

    private static long within(long value, long max) {
        return Math.clamp(value, 0, max);
    }

    /// What a request used beyond an earlier record of it, class by class.
    static TokenUsage growth(TokenUsage now, TokenUsage before) {
        long output = Math.max(0, now.output() - before.output());
        return new TokenUsage(Math.max(0, now.input() - before.input()), output,
                Math.max(0, now.cacheRead() - before.cacheRead()),
                Math.max(0, now.cacheWrite5m() - before.cacheWrite5m()),
                Math.max(0, now.cacheWrite30m() - before.cacheWrite30m()),
                Math.max(0, now.cacheWrite1h() - before.cacheWrite1h()),
                Math.max(0, now.cacheWrite12h() - before.cacheWrite12h()),
                Math.min(output, Math.max(0, now.reasoning() - before.reasoning())));
    }
}
