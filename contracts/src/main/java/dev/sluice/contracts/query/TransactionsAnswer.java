package dev.sluice.contracts.query;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.rated.LedgerTransaction;

/// Answer of `GET /internal/transactions/{userId}?limit&cursor`: ledger transactions, newest first, each
/// with the balance after it.
public record TransactionsAnswer(
        Instant asOf,
        List<Line> transactions,
        @Nullable String nextCursor) {

    /// One transaction as it changed the wallet of the user.
    public record Line(LedgerTransaction transaction, NanoUsd amountNanoUsd, NanoUsd balanceAfterNanoUsd) {}

    public TransactionsAnswer {
        transactions = List.copyOf(transactions);
    }

}
