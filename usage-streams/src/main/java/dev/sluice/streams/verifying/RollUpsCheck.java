package dev.sluice.streams.verifying;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import tools.jackson.core.JacksonException;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.RollUp;
import dev.sluice.contracts.rated.RollUp.Slice;
import dev.sluice.contracts.rated.RollUp.Step;
import dev.sluice.contracts.usage.TokenTotals;
import dev.sluice.streams.reading.PartitionReader;
import dev.sluice.streams.rollups.RollUpBuckets;
import dev.sluice.streams.rollups.RollUpRow;
import dev.sluice.streams.rollups.RollUpWriter;

/// Compares the roll-ups with totals of the rated records, added up here a second time. Not thread-safe.
final class RollUpsCheck {

    private static final String BY_HAND = "ADJUSTED";

    private final NewestCheck<Bucket> check;
    private final Map<Bucket, RollUpRow> totals = new HashMap<>();
    /// Of requests whose price was that of another model than they asked for: a correction belongs to it too.
    private final Map<RequestId, String> pricedAs = new HashMap<>();
    /// Whose last record counts as an error.
    private final Set<RequestId> failed = new HashSet<>();
    private final Instant now;
    private final Since since;
    private final Findings findings;

    /// One bucket of one slice.
    private record Bucket(String user, Slice slice, String sliceId, Step step, Instant from) {

        @Override
        public String toString() {
            return step + " " + from + " of " + slice + " " + sliceId + " of " + user;
        }
    }

    RollUpsCheck(Instant now, Since since, Findings findings) {
        this.since = since;
        this.now = now;
        this.findings = findings;
        this.check = new NewestCheck<>(Subject.ROLL_UPS, findings, (_, _) -> false);
    }

    /// Reads one topic of roll-ups.
    void read(PartitionReader topic) {
        topic.forEach(message -> {
            try {
                RollUp rollUp = SluiceJson.mapper().readValue(message.value(), RollUp.class);
                if (since.isAfter(rollUp.from())) {
                    return;
                }
                check.found(new Bucket(rollUp.userId().value(), rollUp.slice(), rollUp.sliceId(), rollUp.step(),
                        rollUp.from()), rollUp.version(), () -> Fields.of(rollUp));
            } catch (JacksonException | IllegalArgumentException unreadable) {
                findings.differs(Subject.ROLL_UPS, message.topic() + "-" + message.partition() + "@"
                        + message.offset() + " cannot be read: " + unreadable.getMessage());
            }
        });
    }

    /// The log gives a record, and `usage.rated` has it at this offset.
    ///
    /// @param due
    ///            the roll-ups must have counted it
    void given(RatedUsage rated, long offset, long appendedMillis, boolean due) {
        RollUpRow change = change(rated);
        for (Step step : Step.values()) {
            Instant from = RollUpBuckets.start(step, rated.admittedAt());
            if (!since.isAfter(from)
                    && !from.isBefore(RollUpBuckets.keptFrom(step, Instant.ofEpochMilli(appendedMillis)))) {
                boolean kept = due && from.isAfter(keptUntilNow(step));
                for (Slice slice : Slice.values()) {
                    String id = slice == Slice.MODEL ? model(rated) : RollUpWriter.sliceId(rated, slice);
                    add(new Bucket(rated.userId().value(), slice, id, step, from), change, offset + 1, kept);
                }
            }
        }
    }

    private void add(Bucket bucket, RollUpRow change, long version, boolean due) {
        RollUpRow row = totals.merge(bucket, change, RollUpRow::plus);
        if (due) {
            check.due(bucket, version);
        }
        check.given(bucket, version, () -> Fields.of(new RollUp(new UserId(bucket.user()),
                bucket.slice(), bucket.sliceId(), bucket.step(), bucket.from(), row.requests(), row.errors(),
                row.tokens(), NanoUsd.of(row.costNanos()), version)));
    }

    /// A correction adds what it says, but no request; whether the request failed is what its last end says.
    private RollUpRow change(RatedUsage rated) {
        boolean byHand = rated.flags().contains(BY_HAND);
        int errors = 0;
        if (!byHand && rated.outcome().isError()) {
            errors = failed.add(rated.requestId()) ? 1 : 0;
        } else if (!byHand) {
            errors = failed.remove(rated.requestId()) ? -1 : 0;
        }
        return new RollUpRow(0, rated.sequence() == 0 ? 1 : 0, errors, TokenTotals.of(rated.tokens()),
                rated.chargeNanoUsd().nanos());
    }

    private String model(RatedUsage rated) {
        if (rated.sequence() == 0 && !rated.modelPriced().equals(rated.modelAsked())) {
            pricedAs.put(rated.requestId(), rated.modelPriced());
        }
        return pricedAs.getOrDefault(rated.requestId(), rated.modelAsked());
    }

    private Instant keptUntilNow(Step step) {
        return switch (step) {
            case MINUTE -> now.minus(RollUpBuckets.MINUTES_KEPT);
            case QUARTER -> now.minus(RollUpBuckets.QUARTERS_KEPT);
            case DAY -> Instant.EPOCH;
        };
    }

    void end() {
        check.end();
    }
}
