package dev.sluice.contracts.identity;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;

/// A user as it stands; topic `identity.users`, key = user id. Personal data lies encrypted in `sealed`.
public record UserView(
        UserId userId,
        Status status,
        boolean emailVerified,
        String plan,
        PlanMode mode,
        Limits limits,
        Budgets budgets,
        NanoUsd creditLimitNanoUsd,
        String timeZone,
        Instant createdAt,
        Instant updatedAt,
        long version,
        @Nullable String sealed) {

    /// Only an active user may relay.
    public enum Status {
        UNVERIFIED, ACTIVE, SUSPENDED, DELETED
    }

}
