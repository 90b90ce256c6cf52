package dev.sluice.streams.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountFrozen;
import dev.sluice.contracts.account.AccountPolicySet;
import dev.sluice.contracts.account.AccountReleased;
import dev.sluice.contracts.account.AccountThawed;
import dev.sluice.contracts.account.ChargePosted;
import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.account.CreditRevoked;
import dev.sluice.contracts.account.DeadLetterDismissed;
import dev.sluice.contracts.account.JournalClosed;
import dev.sluice.contracts.account.JournalMark;
import dev.sluice.contracts.account.RefundPosted;
import dev.sluice.contracts.account.UsageAdjusted;
import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.PriceBookId;
import dev.sluice.contracts.journal.JournalProgress;
import dev.sluice.contracts.journal.SequenceWindow;
import dev.sluice.contracts.journal.Watermark;
import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.streams.accounts.rows.AccountRows;
import dev.sluice.streams.accounts.rows.OpenRow;

/// Decides what an event does to its account. Pure but for the rows it is given: the same rows and event lead
/// to the same rows and outputs, to the byte.
public final class AccountDecider {

    private final int epoch;

    /// @param epoch
    ///            of the views: a world rebuilt from the log with another state has a higher one
    public AccountDecider(int epoch) {
        this.epoch = epoch;
    }

    /// The price book that this event cannot be decided without and that is not known here. The caller waits for
    /// it; deciding without it quarantines the usage.
    public Optional<PriceBookId> lacking(AccountRows rows, AccountEvent event, PriceBooks books) {
        if (!(event instanceof UsageEvent.Terminal terminal)) {
            return Optional.empty();
        }
        OpenRow open = rows.open(terminal.userId(), terminal.requestId());
        return Optional.ofNullable(open == null ? null : open.reserved())
                .filter(reserved -> books.find(reserved.priceBook()).isEmpty())
                .map(reserved -> reserved.priceBook());
    }

    public Decision decide(AccountRows rows, Appended record, PriceBooks books) {
        JournalId journal = record.journal();
        if (journal == null || record.pseq() < 0) {
            return decideNew(rows, record, books, null);
        }
        JournalProgress progress = progress(rows, journal);
        if (progress.offer(record.pseq()) != SequenceWindow.Verdict.NEW) {
            return Decision.NOTHING;
        }
        Decision decision = decideNew(rows, record, books, progress);
        rows.put(journal, progress);
        return released(decision, journal, progress, record.appendedAt());
    }

    /// A record that cannot be decoded. It counts in its journal all the same, and its account, where the record
    /// names one, is parked; the caller keeps the original bytes.
    public Decision poisoned(AccountRows rows, Poison poison) {
        JournalId journal = poison.journal();
        JournalProgress progress = journal == null || poison.pseq() < 0 ? null : progress(rows, journal);
        if (progress != null && progress.offer(poison.pseq()) != SequenceWindow.Verdict.NEW) {
            return Decision.NOTHING;
        }
        Decision decision = poison.decided(rows, epoch);
        if (journal == null || progress == null) {
            return decision;
        }
        rows.put(journal, progress);
        return released(decision, journal, progress, poison.appendedAt());
    }

    private Decision decideNew(AccountRows rows, Appended record, PriceBooks books,
            @Nullable JournalProgress progress) {
        return switch (record.event()) {
            case JournalMark mark -> {
                if (progress != null) {
                    progress.mark(record.pseq(), mark.reservedBefore().toEpochMilli());
                }
                yield Decision.NOTHING;
            }
            case JournalClosed closed -> close(rows, record, closed, progress);
            case AccountEvent.OfUser event -> decide(rows, record, event, books, progress);
        };
    }

    private Decision close(AccountRows rows, Appended record, JournalClosed event, @Nullable JournalProgress progress) {
        long at = record.appendedAt().toEpochMilli();
        if (progress != null && event.journal().equals(record.journal())) {
            progress.close(record.pseq(), at);
            return Decision.NOTHING;
        }
        JournalProgress reaped = progress(rows, event.journal());
        reaped.reap(at);
        rows.put(event.journal(), reaped);
        return watermark(Decision.NOTHING, event.journal(), Watermark.CLOSED_MILLIS, record.appendedAt());
    }

    private Decision decide(AccountRows rows, Appended record, AccountEvent.OfUser event, PriceBooks books,
            @Nullable JournalProgress progress) {
        Turn turn = new Turn(rows, event, record.appendedAt(), record.place());
        Replay replay = record.replay();
        if (replay == null) {
            apply(turn, record, event, books, progress);
        } else {
            turn.letters().replay(replay, () -> apply(turn, record, event, books, progress));
        }
        Crossings.tell(turn);
        return turn.decision(epoch);
    }

    private static void apply(Turn turn, Appended record, AccountEvent.OfUser event, PriceBooks books,
            @Nullable JournalProgress progress) {
        MoneyRules money = new MoneyRules(turn);
        money.expireGrants();
        switch (event) {
            case UsageEvent usage -> new UsageRules(turn, books, record.journal(),
                    progress == null || progress.seen().low() >= record.pseq()).apply(usage);
            case UsageAdjusted adjusted -> new Corrections(turn, books).adjust(adjusted);
            case AccountPolicySet policy -> money.set(policy);
            case CreditGranted granted -> money.grant(granted);
            case CreditRevoked revoked -> money.revoke(revoked);
            case ChargePosted charged -> money.charge(charged);
            case RefundPosted refunded -> money.refund(refunded);
            case AccountFrozen _ -> {
                turn.user().freeze(true);
                turn.change();
            }
            case AccountThawed _ -> {
                turn.user().freeze(false);
                turn.change();
            }
            case AccountReleased _ -> turn.letters().release();
            case DeadLetterDismissed letter ->
                turn.letters().dismiss(letter.place(), letter.reason(), letter.by());
        }
    }

    private static JournalProgress progress(AccountRows rows, JournalId journal) {
        JournalProgress known = rows.journal(journal);
        return known == null ? new JournalProgress() : known;
    }

    private static Decision released(Decision decision, JournalId journal, JournalProgress progress, Instant at) {
        return progress.release().map(millis -> watermark(decision, journal, millis, at)).orElse(decision);
    }

    private static Decision watermark(Decision decision, JournalId journal, long millis, Instant at) {
        boolean closed = millis >= Watermark.CLOSED_MILLIS;
        Watermark watermark = new Watermark(journal, closed ? at : Instant.ofEpochMilli(millis), closed);
        return new Decision(decision.rated(), decision.transactions(), decision.views(), List.of(watermark),
                decision.alerts(), decision.held(), decision.settled());
    }
}
