package dev.sluice.contracts.rated;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;

/// Something an operator or user should look at. Topic `usage.alerts`, key = user id.
public record UsageAlert(
        String alertId,
        UserId userId,
        Instant at,
        Kind kind,
        @Nullable RequestId requestId,
        String detail) {

    /// Parked: the account stopped on a conflict. Quarantined: implausible usage, not charged.
    public enum Kind {
        PARKED, QUARANTINED, MODEL_UNKNOWN, LOW_BALANCE, OVERRUN
    }

}
