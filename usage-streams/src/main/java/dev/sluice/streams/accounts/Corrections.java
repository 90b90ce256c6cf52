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
    /// abandonment after anything says nothing new; two that differ are a conflict.
    void endedAgain(UsageEvent.Terminal event, TerminalRow ended) {
        OpenRow open = ended.reservation();
        UsageReserved reserved = open == null ? null : open.reserved();
        if (event instanceof UsageAbandoned || open == null || reserved == null) {
            return;
        }
        Ending ending = Ending.of(event, open, reserved, books);
        if (ended.kind() == TerminalRow.Kind.ABANDONED) {
            correct(event, ended, open, reserved, ending);
        } else if (ended.kind() != ending.kind() || ended.sequence() == 0
                && (ended.chargeNanos() != ending.charge().nanos()
                        || ended.limitedTokens() != ending.tokens().limited())) {
            turn.park(event.requestId(), "ended twice with different usage: " + ended.kind() + ", then "
                    + ending.kind());
        }
    }

    private void correct(UsageEvent.Terminal event, TerminalRow ended, OpenRow open, UsageReserved reserved,
            Ending ending) {
        Charge charge = ending.charge();
        long delta = charge.nanos() - ended.chargeNanos();
        long owedBefore = turn.user().wallet().receivableNanos();
        TerminalRow corrected = ended.adjusted(ending.kind(), charge.nanos(), ending.tokens().limited());
        turn.count(open.keyId(), open.windowMillis(), 0, ending.tokens().limited() - ended.limitedTokens(), delta);
        String transaction = turn.post(KIND, reserved.requestId().value(), corrected.sequence(),
                entries(delta, reserved, charge.modelPriced()));
        TokenUsage before = open.progress() == null ? reserved.estimate() : open.progress();
        turn.rated(ending.record(event, open, reserved, turn, corrected.sequence(), delta,
                UsageRules.growth(ending.tokens(), before), transaction));
        turn.rows().put(turn.userId(), reserved.requestId(), corrected);
        turn.consume(reserved.requestId(), 0, open.extensions() + 1);
        report(reserved.requestId(), charge, owedBefore);
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
    void report(@Nullable RequestId request, Charge charge, long owedBefore) {
        if (charge.quarantine() != null) {
            turn.alert(UsageAlert.Kind.QUARANTINED, request, "not charged: " + charge.quarantine());
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
