package dev.sluice.streams.explaining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.rated.RatedUsage;

/// What the decider made of the events of a request.
final class OutputLines {

    private OutputLines() {}

    static List<String> of(RatedUsage rated) {
        List<String> lines = new ArrayList<>();
        lines.add((rated.sequence() == 0 ? "" : "correction " + rated.sequence() + ", a difference: ")
                + rated.outcome() + ", " + rated.basis() + ", " + EventLines.tokens(rated.tokens()) + "; priced as "
                + rated.modelPriced() + " by " + rated.priceBook()
                + (rated.flags().isEmpty() ? "" : "; " + String.join(", ", rated.flags())));
        lines.addAll(ChargeSum.of(rated).lines());
        return lines;
    }

    static List<String> of(LedgerTransaction transaction) {
        List<String> lines = new ArrayList<>();
        lines.add(transaction.kind() + " " + transaction.transactionId());
        transaction.entries().forEach(entry -> lines.add(String.format(Locale.ROOT, "%-58s %s", entry.account(),
                entry.amountNanoUsd())));
        return lines;
    }

    static List<String> of(AccountView view, RequestId request) {
        List<String> consumed = view.consumed().stream().filter(entry -> entry.requestId().equals(request))
                .map(entry -> entry.first() + "-" + entry.last()).toList();
        return List.of("version " + view.version() + ": balance " + micros(view.balanceMicros()) + ", open "
                + micros(view.openMicros()) + "; takes the local entries " + String.join(", ", consumed)
                + " out of Redis");
    }

    private static String micros(long micros) {
        return NanoUsd.of(micros * 1_000).toString();
    }
}
