package dev.sluice.streams.watching;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.streams.watching.LedgerSums.Family;

/// What one partition of `usage.rated` and of `ledger.entries` says, held against each other and against itself.
/// Reads the JSON by itself: types that refuse what is wrong would hide it. Not thread-safe.
final class OutputsAudit {

    private static final String USAGE = "usage";
    private static final String ADJUSTMENT = "adjustment";
    /// A reservation lives as long at most, in multiples of the settling time.
    private static final int RESERVATION_SETTLINGS = 20;

    private final Violations violations;
    private final LedgerSums sums;
    private final RequestEffects effects = new RequestEffects();
    private final ChargeMatch charges;
    private final Coverage coverage;
    private final Admissions admissions;

    /// The fields of a transaction that are looked at.
    private record Posted(String transactionId, String userId, String kind, String cause, List<Entry> entries) {

        private record Entry(String account, long amountNanoUsd) {}

        long sum() {
            return entries.stream().mapToLong(Entry::amountNanoUsd).sum();
        }

        long of(Family family) {
            return entries.stream().filter(entry -> Family.of(entry.account()) == family)
                    .mapToLong(Entry::amountNanoUsd).sum();
        }

        /// What the user has more of; negative when it was taken.
        long ofUser() {
            return entries.stream().filter(entry -> entry.account().contains(userId)).mapToLong(Entry::amountNanoUsd)
                    .sum();
        }
    }

    /// The fields of a rated record that are looked at.
    private record Rated(String requestId, int sequence, String userId, Instant admittedAt,
            long chargeNanoUsd, long reservedNanoUsd, @Nullable String transactionId) {}

    /// @param sums
    ///            as they stood where the reading of the ledger begins
    /// @param limits
    ///            user → requests per minute; empty when there is no limit to hold
    OutputsAudit(Violations violations, LedgerSums sums, long nowMillis, Duration settling,
            Function<String, OptionalLong> limits) {
        this.violations = violations;
        this.sums = sums;
        this.charges = new ChargeMatch(nowMillis + settling.toMillis(), settling);
        this.coverage = new Coverage(nowMillis + settling.multipliedBy(RESERVATION_SETTLINGS).toMillis(), settling);
        this.admissions = new Admissions(settling, limits);
    }

    LedgerSums sums() {
        return sums;
    }

    /// Takes the next record of the ledger.
    void posted(ConsumerRecord<byte[], byte[]> message) {
        try {
            posted(SluiceJson.mapper().readValue(message.value(), Posted.class), message.timestamp());
        } catch (JacksonException | IllegalArgumentException | NullPointerException unreadable) {
            violations.found(Invariant.I2, place(message) + " is no transaction");
        }
    }

    private void posted(Posted transaction, long millis) {
        transaction.entries().forEach(entry -> sums.add(entry.account(), entry.amountNanoUsd()));
        if (transaction.sum() != 0) {
            violations.found(Invariant.I2, transaction.transactionId() + " sums to nano-USD " + transaction.sum()
                    + " (expected: 0)");
        }
        boolean usage = transaction.kind().equals(USAGE);
        if (usage || transaction.kind().equals(ADJUSTMENT)) {
            tell(Invariant.I3, charges.posted(transaction.transactionId(), transaction.of(Family.REVENUE_USAGE),
                    millis));
        }
        long owed = -transaction.of(Family.RECEIVABLE);
        if (usage && owed > 0) {
            coverage.uncovered(transaction.userId(), transaction.cause(), owed, millis);
        } else if (!usage && transaction.ofUser() < 0) {
            coverage.taken(transaction.userId());
        }
    }

    /// Takes the next record of `usage.rated`.
    void rated(ConsumerRecord<byte[], byte[]> message, long nowMillis) {
        try {
            rated(SluiceJson.mapper().readValue(message.value(), Rated.class), message.timestamp(), nowMillis);
        } catch (JacksonException | IllegalArgumentException | NullPointerException unreadable) {
            violations.found(Invariant.I1, place(message) + " is no rated record");
        }
    }

    private void rated(Rated record, long millis, long nowMillis) {
        tell(Invariant.I1, effects.rated(record.requestId(), record.sequence()));
        String transaction = record.transactionId();
        if (transaction != null) {
            tell(Invariant.I3, charges.rated(transaction, record.chargeNanoUsd(), millis));
        } else if (record.chargeNanoUsd() != 0) {
            violations.found(Invariant.I3, record.requestId() + " is charged and not posted");
        }
        if (record.sequence() > 0 || record.chargeNanoUsd() > record.reservedNanoUsd()) {
            coverage.taken(record.userId());
        }
        if (record.sequence() == 0) {
            admissions.admitted(record.userId(), record.admittedAt().toEpochMilli(), nowMillis);
        }
    }

    private void tell(Invariant invariant, @Nullable String wrong) {
        if (wrong != null) {
            violations.found(invariant, wrong);
        }
    }

    /// Finds what did not come.
    ///
    /// @param ratedMillis
    ///            time of the log up to which `usage.rated` was read
    /// @param postedMillis
    ///            the same of the ledger
    void settle(long ratedMillis, long postedMillis, long nowMillis) {
        charges.overdue(ratedMillis, postedMillis).forEach(wrong -> violations.found(Invariant.I3, wrong));
        coverage.overdue(Math.min(ratedMillis, postedMillis))
                .forEach(wrong -> violations.found(Invariant.I4, wrong));
        admissions.overdue(nowMillis).forEach(wrong -> violations.found(Invariant.I5, wrong));
    }

    private static String place(ConsumerRecord<byte[], byte[]> message) {
        return message.topic() + "-" + message.partition() + "@" + message.offset();
    }
}
