package dev.sluice.streams.simulation;

import java.util.List;
import java.util.OptionalInt;

import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.UsageAlert;
import dev.sluice.streams.accounts.Decision;

/// What an account of the simulation must be told about its balance: that 80 % and all of what there was after the
/// last credit are gone, each once, with the event that made it so. Counted from grants and charges alone.
final class BalanceAlerts {

    private static final List<Integer> PERCENTS = List.of(100, 80);

    private long balanceNanos;
    private long creditNanos;
    private int told;

    /// Whether this decision tells what it must, and nothing else.
    boolean isRight(Decision decision) {
        for (RatedUsage rated : decision.rated()) {
            balanceNanos -= rated.chargeNanoUsd().nanos();
        }
        for (LedgerTransaction transaction : decision.transactions()) {
            if (transaction.kind().equals("grant")) {
                balanceNanos += transaction.entries().getFirst().amountNanoUsd().nanos();
                creditNanos = balanceNanos;
                told = 0;
            }
        }
        int reached = decision.transactions().isEmpty() || creditNanos <= 0 ? 0 : reached();
        int due = reached > told ? reached : 0;
        told = Math.max(told, reached);
        return said(decision).orElse(0) == due;
    }

    private int reached() {
        return PERCENTS.stream().filter(percent -> (creditNanos - balanceNanos) * 100 >= creditNanos * percent)
                .findFirst().orElse(0);
    }

    private static OptionalInt said(Decision decision) {
        return decision.alerts().stream().filter(alert -> alert.kind() == UsageAlert.Kind.LOW_BALANCE)
                .map(UsageAlert::crossing).mapToInt(crossing -> crossing == null ? -1 : crossing.percent())
                .reduce((_, _) -> -1);
    }
}
