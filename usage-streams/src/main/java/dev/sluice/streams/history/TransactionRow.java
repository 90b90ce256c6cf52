package dev.sluice.streams.history;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.TransactionsAnswer;
import dev.sluice.contracts.rated.LedgerTransaction;

/// One ledger transaction as it changed the wallet of its user.
record TransactionRow(LedgerTransaction transaction, NanoUsd amountNanoUsd, NanoUsd balanceAfterNanoUsd) {

    /// Accounts that together are what the user may spend or owes (metering §5).
    private static final List<String> WALLET = List.of("wallet:", "quota:", "receivable:");

    static TransactionRow after(LedgerTransaction transaction, NanoUsd balanceBefore) {
        NanoUsd amount = transaction.entries().stream()
                .filter(entry -> WALLET.stream().anyMatch(prefix -> entry.account().startsWith(prefix)))
                .map(LedgerTransaction.Entry::amountNanoUsd)
                .reduce(NanoUsd.ZERO, NanoUsd::plus);
        return new TransactionRow(transaction, amount, balanceBefore.plus(amount));
    }

    static TransactionRow decode(byte[] bytes) {
        return SluiceJson.mapper().readValue(bytes, TransactionRow.class);
    }

    static NanoUsd balanceOf(byte @Nullable [] bytes) {
        return bytes == null ? NanoUsd.ZERO : decode(bytes).balanceAfterNanoUsd();
    }

    byte[] encode() {
        return SluiceJson.mapper().writeValueAsBytes(this);
    }

    TransactionsAnswer.Line line() {
        return new TransactionsAnswer.Line(transaction, amountNanoUsd, balanceAfterNanoUsd);
    }
}
