package dev.sluice.contracts.query;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.Service;

/// Answer of `GET /internal/accounts/{userId}`: the account as the log has it at `asOf`. 404 when the log has
/// never seen the user. `used` is absent in the answer of a release that did not know it.
public record AccountAnswer(
        UserId userId,
        Instant asOf,
        long version,
        String plan,
        Status status,
        NanoUsd balanceNanoUsd,
        NanoUsd reservedNanoUsd,
        long openRequests,
        NanoUsd overrunBoundNanoUsd,
        NanoUsd spentThisMonthNanoUsd,
        NanoUsd spentTotalNanoUsd,
        List<Grant> grants,
        @Nullable Used used) {

    /// Why an account may not spend, if it may not.
    public enum Status {
        ACTIVE, FROZEN, PARKED
    }

    /// One grant with what is left of it.
    public record Grant(GrantId grantId, String kind, NanoUsd grantedNanoUsd, NanoUsd remainingNanoUsd,
            @Nullable Instant expiresAt, Set<Service> services, Set<String> models) {}

    /// What counts against the limits of the user at `asOf`, in the windows of `Limit`; requests that are open count
    /// with what is reserved for them.
    public record Used(long requestsPerMinute, long requestsPerDay, long tokensPerMinute, long tokensPerMonth,
            long concurrency, NanoUsd fiveHourNanoUsd, NanoUsd dayNanoUsd, NanoUsd weekNanoUsd, NanoUsd monthNanoUsd,
            NanoUsd totalNanoUsd) {}

    public AccountAnswer {
        grants = List.copyOf(grants);
    }

}
