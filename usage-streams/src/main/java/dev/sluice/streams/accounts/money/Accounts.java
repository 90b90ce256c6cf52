package dev.sluice.streams.accounts.money;

import dev.sluice.contracts.account.CreditGranted.Kind;
import dev.sluice.contracts.ids.UserId;

/// Names of ledger accounts (metering §5). What a user has is positive; where it came from or went to
/// balances it.
final class Accounts {

    static final String REVENUE_USAGE = "revenue:usage";
    static final String REVENUE_FEE = "revenue:fee";
    static final String BREAKAGE = "breakage";

    private Accounts() {}

    static String paid(UserId user) {
        return "wallet:paid:" + user;
    }

    static String receivable(UserId user) {
        return "receivable:" + user;
    }

    static String wallet(UserId user, Grant grant) {
        return switch (grant.kind()) {
            case PLAN -> "quota:" + user;
            case PROMOTIONAL -> "wallet:promo:" + user + ":" + grant.id();
            case PAID -> paid(user);
        };
    }

    /// Where credit of a kind comes from.
    static String origin(Kind kind) {
        return switch (kind) {
            case PLAN -> "granted:plan";
            case PROMOTIONAL -> "granted:promo";
            case PAID -> "cash:topup";
        };
    }
}
