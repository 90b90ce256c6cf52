package dev.sluice.contracts.rated;

import java.time.Instant;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.usage.TokenTotals;

/// Totals of one bucket of time for one slice of a user's usage. Absolute: a newer version replaces it.
/// Topics `usage.rollups.{minute,quarter,day}`, key = user / slice / start.
public record RollUp(
        UserId userId,
        Slice slice,
        String sliceId,
        Step step,
        Instant from,
        long requests,
        long errors,
        TokenTotals tokens,
        NanoUsd costNanoUsd,
        long version) {

    /// What the totals are of; no cross products (architecture D17).
    public enum Slice {
        USER, KEY, MODEL, SERVICE
    }

    /// Bucket length; a day is cut in UTC.
    public enum Step {
        MINUTE, QUARTER, DAY
    }

}
