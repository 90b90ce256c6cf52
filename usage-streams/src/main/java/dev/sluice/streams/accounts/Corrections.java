package dev.sluice.streams.accounts;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.UsageAbandoned;
import dev.sluice.contracts.account.UsageAdjusted;
import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.pricing.PriceBooks;
import dev.sluice.contracts.rated.LedgerTransaction.Entry;
import dev.sluice.contracts.rated.UsageAlert;
import dev.sluice.contracts.usage.TokenUsage;
import dev.sluice.streams.accounts.money.Wallet;
import dev.sluice.streams.accounts.rows.LetterKind;
import dev.sluice.streams.accounts.rows.OpenRow;
import dev.sluice.streams.accounts.rows.TerminalRow;

/// What comes after the first end of a request: the real numbers after an abandonment, adjustments by hand,
/// conflicts.
final class Corrections {

    private static final String KIND = "adjustment";

    private final Turn turn;
    private final PriceBooks books;

    Corrections(Turn turn, PriceBooks books) {
        this.turn = turn;
        this.books = books;
    }

    /// The first terminal in log order wins. Another one after an abandonment brings the real numbers; an
    /// abandonment after anything says nothing new; two that differ are a conflict, until somebody believes the
    /// second.
    void endedAgain(UsageEvent.Terminal event, TerminalRow ended) {
        OpenRow open = ended.reservation();
        UsageReserved reserved = open == null ? null : open.reserved();
        boolean believed = turn.letters().isBelieved();
        if (event instanceof UsageAbandoned && !believed || open == null || reserved == null) {
            return;
        }
        Ending ending = Ending.of(event, open, reserved, books, believed);
        if (believed) {
            believe(event, ended, open, reserved, ending);
        } else if (ended.kind() == TerminalRow.Kind.ABANDONED) {
            TokenUsage before = open.progress() == null ? reserved.estimate() : open.progress();
            correct(event, ended, open, reserved, ending, UsageRules.growth(ending.tokens(), before));
        } else if (differs(ended, ending)) {
            turn.letters().hold(LetterKind.CONFLICT, event.requestId(), "ended twice with different usage: "
                    + ended.kind() + ", then " + ending.kind(), null);
        }
    }

    private static boolean differs(TerminalRow ended, Ending ending) {
        return ended.kind() != ending.kind() || ended.sequence() == 0
                && (ended.chargeNanos() != ending.charge().nanos()
                        || ended.limitedTokens() != ending.tokens().limited());
    }

    /// The charge becomes that of this end. Its tokens stay as the first end told them: the row does not say which.
    /// What was lost is no better known than an end that came since.
    private void believe(UsageEvent.Terminal event, TerminalRow ended, OpenRow open, UsageReserved reserved,
            Ending ending) {
        Charge.Quarantine still = ending.charge().quarantine();
        if (event instanceof UsageAbandoned && ended.kind() != TerminalRow.Kind.ABANDONED) {
            turn.letters().refuse("the real end came since");
        } else if (still == null) {
            correct(event, ended, open, reserved, ending, null);
        } else {
            turn.letters().refuse("not charged: " + still);
        }
    }

    private void correct(UsageEvent.Terminal event, TerminalRow ended, OpenRow open, UsageReserved reserved,
            Ending ending, @Nullable TokenUsage growth) {
        Charge charge = ending.charge();
        long delta = charge.nanos() - ended.chargeNanos();
        long owedBefore = turn.user().wallet().receivableNanos();
        TerminalRow corrected = ended.adjusted(ending.kind(), charge.nanos(), ending.tokens().limited());
        turn.count(open.keyId(), open.windowMillis(), 0, ending.tokens().limited() - ended.limitedTokens(), delta);
        String transaction = turn.post(KIND, reserved.requestId().value(), corrected.sequence(),
                entries(delta, reserved, charge.modelPriced()));
        turn.rated(ending.record(event, open, reserved, turn, corrected.sequence(), delta,
                growth, transaction));
        turn.rows().put(turn.userId(), reserved.requestId(), corrected);
        turn.consume(reserved.requestId(), 0, open.extensions() + 1);
        report(event, charge, owedBefore);
    }

    /// A correction by hand: signed money on the account of the request.
    void adjust(UsageAdjusted event) {
        if (!turn.rows().first(turn.userId(), "adjustment/" + event.eventId())) {
            return;
        }
        TerminalRow ended = turn.rows().terminal(turn.userId(), event.requestId());
        OpenRow open = ended == null ? null : ended.reservation();
        UsageReserved reserved = open == null ? null : open.reserved();
        long delta = event.chargeDeltaNanoUsd().nanos();
        if (ended == null || open == null || reserved == null || Math.abs(delta) > Charge.NANOS_MAX) {
            turn.alert(UsageAlert.Kind.QUARANTINED, event.requestId(),
                    "adjustment of a request that is not known any more, or absurd: not posted");
            return;
        }
        long tokens = event.inputDelta() + event.outputDelta();
        TerminalRow adjusted = ended.adjusted(ended.kind(), ended.chargeNanos() + delta,
                Math.max(0, ended.limitedTokens() + tokens));
        turn.count(open.keyId(), open.windowMillis(), 0, tokens, delta);
        String transaction = turn.post(KIND, event.requestId().value(), adjusted.sequence(),
                entries(delta, reserved, reserved.modelAsked()));
        turn.rated(Adjustment.record(event, open, reserved, turn.appendedAt(), adjusted.sequence(), transaction));
        turn.rows().put(turn.userId(), event.requestId(), adjusted);
    }

    private List<Entry> entries(long delta, UsageReserved reserved, String model) {
        Wallet wallet = turn.user().wallet();
        if (delta == 0) {
            return List.of();
        }
        return delta > 0
                ? wallet.charge(turn.userId(), delta, reserved.service(), model)
                : wallet.giveBack(turn.userId(), -delta);
    }

    /// Raises what somebody should look at after a charge.
    void report(UsageEvent.Terminal event, Charge charge, long owedBefore) {
        RequestId request = event.requestId();
        if (charge.quarantine() != null) {
            turn.letters().hold(LetterKind.QUARANTINE, request, "not charged: " + charge.quarantine(),
                    event.eventId().equals(turn.eventId()) ? null : event);
        }
        if (charge.modelWasUnknown()) {
            turn.alert(UsageAlert.Kind.MODEL_UNKNOWN, request, "charged as " + charge.modelPriced());
        }
        long owed = turn.user().wallet().receivableNanos();
        if (owed > owedBefore && turn.user().mode() != PlanMode.POSTPAID) {
            turn.alert(UsageAlert.Kind.OVERRUN, request, "spent beyond the balance: nano-USD " + owed);
        }
    }
}
