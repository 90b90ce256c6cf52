package dev.sluice.streams.accounts.money;

import java.util.Comparator;

import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.account.CreditGranted.Kind;
import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.usage.Service;

/// Credit of one kind with what is left of it. Ordered by the burn order: plan, promotional, paid; inside
/// each by priority, expiry and creation.
///
/// @param expiresAtMillis
///            record time from which it is gone, `NEVER` when it does not expire
/// @param createdAtMillis
///            record time of the grant
public record Grant(GrantId id, Kind kind, long grantedNanos, long remainingNanos, long expiresAtMillis, int priority,
        long createdAtMillis, CreditGranted.Scope scope) implements Comparable<Grant> {

    public static final long NEVER = Long.MAX_VALUE;

    private static final Comparator<Grant> BURN_ORDER = Comparator.comparing(Grant::kind)
            .thenComparingInt(Grant::priority).thenComparingLong(Grant::expiresAtMillis)
            .thenComparingLong(Grant::createdAtMillis).thenComparing(Grant::id);

    static Grant of(CreditGranted event, long appendedAtMillis) {
        long expires = event.expiresAt() == null ? NEVER : event.expiresAt().toEpochMilli();
        return new Grant(event.grantId(), event.kind(), event.amountNanoUsd().nanos(), event.amountNanoUsd().nanos(),
                expires, event.priority(), appendedAtMillis, event.scope());
    }

    Grant withRemaining(long nanos) {
        return new Grant(id, kind, grantedNanos, nanos, expiresAtMillis, priority, createdAtMillis, scope);
    }

    boolean covers(Service service, String model) {
        return (scope.services().isEmpty() || scope.services().contains(service))
                && (scope.models().isEmpty() || scope.models().contains(model));
    }

    /// Usable for everything.
    public boolean isGeneral() {
        return scope.services().isEmpty() && scope.models().isEmpty();
    }

    @Override
    public int compareTo(Grant other) {
        return BURN_ORDER.compare(this, other);
    }
}
