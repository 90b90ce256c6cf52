package dev.sluice.streams.deciding;

import java.util.Locale;
import java.util.Optional;

import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.UsageAlert;
import dev.sluice.streams.accounts.Decision;

/// Why a prepaid account has spent beyond its balance: the values of a label, so that names stay.
enum Overrun {
    /// The request cost more than was reserved for it.
    BEYOND_RESERVATION,
    /// It cost no more, but something else had taken the money meanwhile, or nothing should have admitted it.
    WITHIN_RESERVATION,
    /// The charge of an earlier end was corrected.
    CORRECTION;

    private static final String RECEIVABLE = "receivable:";

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Empty where nothing was spent beyond a balance.
    static Optional<Overrun> of(Decision decision) {
        boolean overrun = decision.alerts().stream().anyMatch(alert -> alert.kind() == UsageAlert.Kind.OVERRUN);
        if (!overrun || decision.rated().isEmpty()) {
            return Optional.empty();
        }
        RatedUsage rated = decision.rated().getLast();
        if (rated.sequence() > 0) {
            return Optional.of(CORRECTION);
        }
        boolean beyond = rated.chargeNanoUsd().compareTo(rated.reservedNanoUsd()) > 0;
        return Optional.of(beyond ? BEYOND_RESERVATION : WITHIN_RESERVATION);
    }

    /// What the decision lets the user owe in addition.
    static long nanos(Decision decision) {
        return decision.transactions().stream().flatMap(transaction -> transaction.entries().stream())
                .filter(entry -> entry.account().startsWith(RECEIVABLE))
                .mapToLong(entry -> Math.max(0, -entry.amountNanoUsd().nanos())).sum();
    }
}
