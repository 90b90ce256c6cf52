package dev.sluice.streams.accounts;

import java.util.List;

import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.journal.Watermark;
import dev.sluice.contracts.rated.DeadLetterSettled;
import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.UsageAlert;

/// What one event leads to. Views first, then watermarks: both go to the same partition of `account.view` in
/// this order, so that a watermark never overtakes the views it vouches for. What is held becomes a dead letter.
public record Decision(
        List<RatedUsage> rated,
        List<LedgerTransaction> transactions,
        List<AccountView> views,
        List<Watermark> watermarks,
        List<UsageAlert> alerts,
        List<Held> held,
        List<DeadLetterSettled> settled) {

    /// Without dead letters.
    public Decision(List<RatedUsage> rated, List<LedgerTransaction> transactions, List<AccountView> views,
            List<Watermark> watermarks, List<UsageAlert> alerts) {
        this(rated, transactions, views, watermarks, alerts, List.of(), List.of());
    }

    /// Nothing changes: a repeat, or a record that is waited for.
    public static final Decision NOTHING = new Decision(List.of(), List.of(), List.of(), List.of(), List.of());

    public boolean isNothing() {
        return rated.isEmpty() && transactions.isEmpty() && views.isEmpty() && watermarks.isEmpty()
                && alerts.isEmpty() && held.isEmpty() && settled.isEmpty();
    }
}
