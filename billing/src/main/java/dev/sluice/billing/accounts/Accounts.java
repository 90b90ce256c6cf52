package dev.sluice.billing.accounts;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.query.AccountAnswer;
import dev.sluice.contracts.query.TransactionsAnswer;

/// The accounts as the log has them.
public interface Accounts {

    Reply<AccountAnswer> account(UserId user);

    /// Newest first; `limit` 1 to 200; the cursor is one that an earlier page gave.
    Reply<TransactionsAnswer> transactions(UserId user, int limit, @Nullable String cursor);
}
