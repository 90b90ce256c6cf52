package dev.sluice.streams.watching;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Each kind of damage in what the decider writes is counted under its invariant, and nothing is where there is none.
class OutputsAuditTest {

    private static final long START = 1_800_000_000_000L;
    private static final Duration SETTLING = Duration.ofMinutes(1);
    /// The audit has seen everything that may explain something.
    private static final long LATER = START + SETTLING.multipliedBy(30).toMillis();
    private static final long AT_END = LATER + SETTLING.multipliedBy(2).toMillis();
    private static final String USER = "cu_1";
    private static final int RPM = 3;

    private final Violations violations = new Violations(new SimpleMeterRegistry());
    private final OutputsAudit audit = new OutputsAudit(violations, new LedgerSums(), START, SETTLING,
            _ -> OptionalLong.of(RPM));

    @Test
    void findsNothingWhereEachChargeIsPostedOnce() {
        for (int i = 0; i < 100; i++) {
            rated("req_" + i, 0, 700, 1_000, "tx_" + i, LATER + i * 60_000L);
            posted("usage", "tx_" + i, "req_" + i, "wallet:paid:cu_1", -700, "revenue:usage", 700);
        }
        rated("req_5", 1, -200, 1_000, "tx_back", LATER + 1);
        posted("adjustment", "tx_back", "req_5", "wallet:paid:cu_1", 200, "revenue:usage", -200);
        rated("req_free", 0, 0, 1_000, null, LATER + 2);
        settle();

        assertFoundNothing();
        assertThat(audit.sums().total()).isZero();
        assertThat(audit.sums().of(LedgerSums.Family.REVENUE_USAGE)).isEqualTo(100 * 700 - 200);
    }

    @Test
    void findsAnEffectThatCameTwiceOrWasLeftOut() {
        rated("req_1", 0, 0, 1_000, null, LATER);
        rated("req_1", 0, 0, 1_000, null, LATER);
        rated("req_1", 2, 0, 1_000, null, LATER);

        assertFound(Invariant.I1, 2);
    }

    @Test
    void findsATransactionThatDoesNotSumToZeroAndSoDoesTheLedger() {
        posted("grant", "tx_1", "g_1", "wallet:paid:cu_1", 700, "cash:topup", -699);

        assertFound(Invariant.I2, 1);
        assertThat(audit.sums().total()).isEqualTo(1);
    }

    @Test
    void findsBytesThatAreNoTransactionAndNoRecord() {
        audit.posted(message("ledger", "{", LATER));
        audit.rated(message("rated", "{\"requestId\":\"req_1\"}", LATER), LATER);

        assertThat(violations.count(Invariant.I2)).isEqualTo(1);
        assertThat(violations.count(Invariant.I1)).isEqualTo(1);
    }

    @Test
    void findsAChargeThatIsPostedNotAtAllTwiceOrOtherwise() {
        rated("req_1", 0, 700, 1_000, "tx_1", LATER);
        posted("usage", "tx_2", "req_2", "wallet:paid:cu_1", -700, "revenue:usage", 700);
        rated("req_3", 0, 700, 1_000, "tx_3", LATER + 60_000);
        posted("usage", "tx_3", "req_3", "wallet:paid:cu_1", -701, "revenue:usage", 701);
        rated("req_4", 0, 700, 1_000, null, LATER + 120_000);
        settle();

        assertFound(Invariant.I3, 4);
    }

    @Test
    void doesNotMissTheOtherHalfBeforeItsTopicWasReadSoFar() {
        rated("req_1", 0, 700, 1_000, "tx_1", LATER);
        audit.settle(AT_END, LATER + 1, AT_END);
        posted("usage", "tx_1", "req_1", "wallet:paid:cu_1", -700, "revenue:usage", 700);
        settle();

        assertFoundNothing();
    }

    @Test
    void leavesAloneWhatWasWrittenBeforeTheReadingBegan() {
        rated("req_1", 0, 700, 1_000, "tx_1", START);
        settle();

        assertFoundNothing();
    }

    @Test
    void findsAChargeWithinItsReservationThatNoCreditCovered() {
        owed("tx_1", "req_1", 700, 1_000);
        settle();

        assertFound(Invariant.I4, 1);
    }

    @Test
    void knowsWhatElseMayHaveTakenTheMoney() {
        owed("tx_1", "req_1", 700, 1_000);
        posted("revocation", "tx_9", "g_1", "wallet:paid:cu_1", -500, "cash:topup", 500);
        settle();

        assertFoundNothing();
    }

    @Test
    void anotherRequestBeyondItsReservationMayHaveTakenIt() {
        owed("tx_1", "req_1", 700, 1_000);
        owed("tx_2", "req_2", 1_700, 1_000);
        settle();

        assertFoundNothing();
    }

    @Test
    void findsMoreAdmissionsInAMinuteThanThePlanHas() {
        rated("req_0", 0, 0, 0, null, LATER);
        for (int i = 1; i <= RPM + 1; i++) {
            rated("req_" + i, 0, 0, 0, null, LATER + 100_000 - i * 10_000L);
        }
        audit.settle(AT_END, AT_END, AT_END);

        assertFound(Invariant.I5, 1);
    }

    @Test
    void admitsAsManyAsThePlanHasInAnyMinute() {
        rated("req_0", 0, 0, 0, null, LATER);
        for (int i = 1; i <= 50; i++) {
            rated("req_" + i, 0, 0, 0, null, LATER + 70_000 + i / RPM * 60_000L);
        }
        audit.settle(AT_END, AT_END, AT_END);

        assertFoundNothing();
    }

    private void owed(String transaction, String request, long nanos, long reserved) {
        rated(request, 0, nanos, reserved, transaction, LATER);
        posted("usage", transaction, request, "receivable:cu_1", -nanos, "revenue:usage", nanos);
    }

    private void settle() {
        audit.settle(AT_END, AT_END, AT_END);
    }

    private void assertFound(Invariant invariant, long count) {
        for (Invariant each : Invariant.values()) {
            assertThat(violations.count(each)).as("%s", each).isEqualTo(each == invariant ? count : 0);
        }
    }

    private void assertFoundNothing() {
        for (Invariant each : Invariant.values()) {
            assertThat(violations.count(each)).as("%s", each).isZero();
        }
    }

    private void rated(String request, int sequence, long charge, long reserved, @Nullable String transaction,
            long admitted) {
        String json = "{\"requestId\":\"" + request + "\",\"sequence\":" + sequence + ",\"userId\":\"" + USER
                + "\",\"admittedAt\":\"" + Instant.ofEpochMilli(admitted) + "\",\"chargeNanoUsd\":" + charge
                + ",\"reservedNanoUsd\":" + reserved
                + (transaction == null ? "" : ",\"transactionId\":\"" + transaction + "\"") + "}";
        audit.rated(message("rated", json, Math.min(admitted, LATER)), LATER - SETTLING.toMillis());
    }

    private void posted(String kind, String id, String cause, String from, long fromNanos, String to, long toNanos) {
        String json = "{\"transactionId\":\"" + id + "\",\"userId\":\"" + USER + "\",\"kind\":\"" + kind
                + "\",\"cause\":\"" + cause + "\",\"entries\":[{\"account\":\"" + from + "\",\"amountNanoUsd\":"
                + fromNanos + "},{\"account\":\"" + to + "\",\"amountNanoUsd\":" + toNanos + "}]}";
        audit.posted(message("ledger", json, LATER));
    }

    private static ConsumerRecord<byte[], byte[]> message(String topic, String json, long millis) {
        byte[] value = json.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(topic, 0, 0, millis, TimestampType.LOG_APPEND_TIME, 0, value.length, new byte[0],
                value, new RecordHeaders(), Optional.empty());
    }
}
