package dev.sluice.contracts.rated;

import java.time.Instant;
import java.util.List;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;

/// Entries that sum to zero. Topic `ledger.entries`, key = user id.
/// The transaction id is UUIDv5(cause | kind | n): a repeat is the same transaction.
public record LedgerTransaction(
        String transactionId,
        UserId userId,
        Instant at,
        String kind,
        String cause,
        List<Entry> entries) {

    /// `account` is one of metering §5, such as `wallet:paid:<user>` or `revenue:usage`.
    public record Entry(String account, NanoUsd amountNanoUsd) {}

    public LedgerTransaction {
        entries = List.copyOf(entries);
        long sum = 0;
        for (Entry entry : entries) {
            sum = Math.addExact(sum, entry.amountNanoUsd().nanos());
        }
        if (sum != 0) {
            throw new IllegalArgumentException(
                    "ledger transaction " + transactionId + ": sum " + sum + " (expected: 0)");
        }
    }

}
