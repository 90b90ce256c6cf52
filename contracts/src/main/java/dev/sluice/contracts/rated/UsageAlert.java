package dev.sluice.contracts.rated;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;

/// Something an operator or user should look at. Topic `usage.alerts`, key = user id.
///
/// @param crossing
///            what was crossed; with `BUDGET`, `LOW_BALANCE` and `SPIKE`
public record UsageAlert(
        String alertId,
        UserId userId,
        Instant at,
        Kind kind,
        @Nullable RequestId requestId,
        String detail,
        @Nullable Crossing crossing) {

    /// Parked: the account stopped on a conflict. Quarantined: implausible usage, not charged. Spike: a day much
    /// dearer than those before. Drift: what is served differs from what the log says.
    public enum Kind {
        PARKED, QUARANTINED, MODEL_UNKNOWN, LOW_BALANCE, OVERRUN, BUDGET, SPIKE, DRIFT
    }

    /// A share of a limit that was spent, without what is reserved.
    ///
    /// @param window
    ///            of the budget; absent for a balance
    /// @param percent
    ///            the share that was reached
    /// @param limitNanoUsd
    ///            the budget, the balance there was after the last credit, or what the busiest of the days before cost
    public record Crossing(@Nullable Window window, int percent, NanoUsd limitNanoUsd, NanoUsd spentNanoUsd) {}

    /// Over which a budget limits what is spent.
    public enum Window {
        FIVE_HOURS, DAY, WEEK, MONTH, TOTAL
    }
}
