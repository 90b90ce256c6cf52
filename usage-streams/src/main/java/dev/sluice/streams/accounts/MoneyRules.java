package dev.sluice.streams.accounts;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;

import dev.sluice.contracts.account.AccountPolicySet;
import dev.sluice.contracts.account.ChargePosted;
import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.account.CreditRevoked;
import dev.sluice.contracts.account.RefundPosted;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.rated.LedgerTransaction.Entry;
import dev.sluice.contracts.rated.UsageAlert;
import dev.sluice.streams.accounts.money.Wallet;
import dev.sluice.streams.accounts.rows.Policy;

/// Policy and money commands. The id of a command is its identity: a repeat has no effect.
final class MoneyRules {

    private final Turn turn;
    private final Wallet wallet;

    MoneyRules(Turn turn) {
        this.turn = turn;
        this.wallet = turn.user().wallet();
    }

    /// Grants past their time go before anything else happens, by the time of the record.
    void expireGrants() {
        turn.post("expiry", turn.eventId(), 0, wallet.expire(turn.userId(), turn.appendedMillis()));
    }

    void set(AccountPolicySet event) {
        turn.user().policy(Policy.of(event.plan(), event.mode(), event.creditLimitNanoUsd().nanos(),
                zone(event.timeZone()), event.limits(), event.budgets()));
        turn.change();
    }

    private ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            turn.alert(UsageAlert.Kind.QUARANTINED, null, "time zone unknown: the former one stays");
            return turn.user().zone();
        }
    }

    void grant(CreditGranted event) {
        if (isPlausible(event.amountNanoUsd()) && turn.rows().first(turn.userId(), "grant/" + event.grantId())) {
            List<Entry> entries = wallet.grant(turn.userId(), event, turn.appendedMillis());
            if (entries.isEmpty()) {
                turn.alert(UsageAlert.Kind.QUARANTINED, null,
                        "grant refused: more than " + Wallet.GRANTS_MAX + " grants with something left");
            }
            if (turn.post("grant", event.grantId().value(), 0, entries) != null) {
                Crossings.credited(turn);
            }
        }
    }

    void revoke(CreditRevoked event) {
        turn.post("revocation", event.grantId().value(), 0, wallet.revoke(turn.userId(), event.grantId()));
    }

    void charge(ChargePosted event) {
        if (isPlausible(event.amountNanoUsd()) && turn.rows().first(turn.userId(), "charge/" + event.chargeId())) {
            turn.post("charge", event.chargeId(), 0, wallet.fee(turn.userId(), event.amountNanoUsd().nanos()));
        }
    }

    void refund(RefundPosted event) {
        if (isPlausible(event.amountNanoUsd()) && turn.rows().first(turn.userId(), "refund/" + event.refundId())) {
            turn.post("refund", event.refundId(), 0, wallet.giveBack(turn.userId(), event.amountNanoUsd().nanos()));
        }
    }

    private boolean isPlausible(NanoUsd amount) {
        boolean plausible = amount.nanos() > 0 && amount.nanos() <= AMOUNT_MAX_NANOS;
        if (!plausible) {
            turn.alert(UsageAlert.Kind.QUARANTINED, null, "amount " + amount + " (expected: more than 0, at most "
                    + NanoUsd.of(AMOUNT_MAX_NANOS) + ")");
        }
        return plausible;
    }

    /// A million dollars at once.
    private static final long AMOUNT_MAX_NANOS = 1_000_000_000_000_000L;
}
