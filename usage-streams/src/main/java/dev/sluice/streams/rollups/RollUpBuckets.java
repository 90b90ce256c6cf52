package dev.sluice.streams.rollups;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.sluice.contracts.rated.RollUp.Step;

/// Which bucket an instant is in, and how long a bucket is kept.
public final class RollUpBuckets {

    /// Minutes may be asked for two days back, quarters for ninety; rows live a little longer.
    public static final Duration MINUTES_KEPT = Duration.ofDays(2);
    public static final Duration QUARTERS_KEPT = Duration.ofDays(90);

    private static final Duration SPARE = Duration.ofDays(1);
    private static final long QUARTER_SECONDS = 900;

    private RollUpBuckets() {}

    public static Instant start(Step step, Instant at) {
        return switch (step) {
            case MINUTE -> at.truncatedTo(ChronoUnit.MINUTES);
            case QUARTER ->
                Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), QUARTER_SECONDS) * QUARTER_SECONDS);
            case DAY -> at.truncatedTo(ChronoUnit.DAYS);
        };
    }

    /// Buckets that start before this are gone.
    public static Instant keptFrom(Step step, Instant now) {
        return switch (step) {
            case MINUTE -> now.minus(MINUTES_KEPT).minus(SPARE);
            case QUARTER -> now.minus(QUARTERS_KEPT).minus(SPARE);
            case DAY -> Instant.EPOCH;
        };
    }
}
