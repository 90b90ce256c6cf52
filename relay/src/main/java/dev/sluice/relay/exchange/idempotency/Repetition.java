package dev.sluice.relay.exchange.idempotency;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.usage.Outcome;

/// What becomes of the `Idempotency-Key` of a request when it ends; of a request without one, nothing.
///
/// @param claim
///            null without a key
public record Repetition(Idempotency idempotency, Idempotency.@Nullable Claim claim) {

    /// Nothing was served.
    public void refused() {
        if (claim != null) {
            idempotency.released(claim);
        }
    }

    /// A request that was charged for a whole answer, or whose client left it, is not to be repeated. One
    /// that the provider or this relay broke off is: its client has nothing and must be able to try again.
    public void ended(UsageEvent terminal) {
        if (claim == null) {
            return;
        }
        boolean served = terminal instanceof UsageSettled settled
                && (settled.outcome() == Outcome.OK || settled.outcome() == Outcome.CLIENT_CANCEL);
        if (served) {
            idempotency.spent(claim);
        } else {
            idempotency.released(claim);
        }
    }
}
