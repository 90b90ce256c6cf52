package dev.sluice.streams.history;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.contracts.query.TransactionsAnswer.Line;
import dev.sluice.contracts.rated.LedgerTransaction;
import dev.sluice.contracts.rated.LedgerTransaction.Entry;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.rated.RollUp;
import dev.sluice.contracts.rated.RollUp.Slice;
import dev.sluice.contracts.rated.RollUp.Step;
import dev.sluice.contracts.topics.Topics;
import dev.sluice.streams.changes.Changes.News;

import static dev.sluice.streams.history.SampleRecords.OTHER;
import static dev.sluice.streams.history.SampleRecords.USER;
import static dev.sluice.streams.history.SampleRecords.n;
import static dev.sluice.streams.history.SampleRecords.record;
import static dev.sluice.streams.history.SampleRecords.request;
import static org.assertj.core.api.Assertions.assertThat;

/// Each test feeds the topology a small log and reads the rows back as the queries do.
class HistoryTopologyTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    Path state;
    private HistoryDriver history;

    @BeforeEach
    void start() {
        history = new HistoryDriver(state);
    }

    @AfterEach
    void stop() {
        history.close();
    }

    @Test
    void recordsComeNewestFirstInPagesThatLeaveNothingOut() {
        for (int i = 0; i < 7; i++) {
            history.rated(record(i, NOON.plusSeconds(i)), NOON);
            history.rated(record(OTHER, 100 + i, NOON.plusSeconds(i), 0, n(1)), NOON);
        }

        List<RatedUsage> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            var page = history.records().records(USER, NOON, NOON.plusSeconds(60), 3, cursor, _ -> true);
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor.isPresent());

        assertThat(all).extracting(RatedUsage::requestId).containsExactly(request(6), request(5), request(4),
                request(3), request(2), request(1), request(0));
    }

    @Test
    void aRangeOfRecordsHasItsStartAndNotItsEnd() {
        for (int i = 0; i < 4; i++) {
            history.rated(record(i, NOON.plusSeconds(i)), NOON);
        }

        var page = history.records().records(USER, NOON.plusSeconds(1), NOON.plusSeconds(3), 10, Optional.empty(),
                _ -> true);

        assertThat(page.items()).extracting(RatedUsage::requestId).containsExactly(request(2), request(1));
    }

    @Test
    void aRequestIsFoundByItsIdButNotByAnotherUser() {
        history.rated(record(1, NOON), NOON);

        assertThat(history.records().record(history.store(HistoryStores.INDEX), USER, request(1))).hasSize(1);
        assertThat(history.records().record(history.store(HistoryStores.INDEX), OTHER, request(1))).isEmpty();
    }

    @Test
    void recordsOlderThan400DaysGoWithTheNextOne() {
        history.rated(record(1, NOON), NOON);

        history.rated(record(2, NOON.plus(Duration.ofDays(401))), NOON.plus(Duration.ofDays(401)));

        assertThat(history.records().records(USER, Instant.EPOCH, NOON.plus(Duration.ofDays(500)), 10,
                Optional.empty(), _ -> true).items()).extracting(RatedUsage::requestId).containsExactly(request(2));
        assertThat(history.records().record(history.store(HistoryStores.INDEX), USER, request(1))).isEmpty();
    }

    @Test
    void everyRecordCountsInEveryStepAndSlice() {
        history.rated(record(2, NOON), NOON);
        history.rated(record(3, NOON.plusSeconds(1)), NOON);

        for (Step step : Step.values()) {
            assertThat(sum(step, Slice.USER, USER.value())).containsExactly(2L, 5L);
            assertThat(sum(step, Slice.KEY, SampleRecords.KEY.value())).containsExactly(1L, 2L);
            assertThat(sum(step, Slice.MODEL, "model-0")).containsExactly(1L, 3L);
            assertThat(sum(step, Slice.SERVICE, "codex")).containsExactly(1L, 3L);
        }
    }

    @Test
    void rollUpsArePublishedAsTotalsNotAsDifferences() {
        history.rated(record(2, NOON), NOON);
        history.rated(record(4, NOON), NOON);

        List<RollUp> published = history.rollUps(Topics.ROLLUPS_DAY).readValuesToList();

        assertThat(published).filteredOn(rollUp -> rollUp.slice() == Slice.USER).extracting(RollUp::costNanoUsd)
                .containsExactly(n(2), n(6));
    }

    @Test
    void anUnreadableRecordIsPassedOver() {
        history.pipe(Topics.USAGE_RATED, USER.value(), new byte[]{'{'}, NOON);
        history.rated(record(1, NOON), NOON);

        assertThat(sum(Step.DAY, Slice.USER, USER.value())).containsExactly(1L, 1L);
    }

    @Test
    void whoIsToldOfAChangeFindsItsRecord() throws InterruptedException {
        News before = history.changes().await(0, USER, Optional.empty(), Duration.ZERO);

        history.rated(record(1, NOON), NOON);

        assertThat(history.changes().await(0, USER, Optional.of(before.mark()), Duration.ZERO).changed()).isTrue();
        assertThat(history.changes().await(0, OTHER, Optional.of(before.mark()), Duration.ZERO).changed()).isFalse();
        assertThat(history.records().record(history.store(HistoryStores.INDEX), USER, request(1))).hasSize(1);
    }

    @Test
    void eachTransactionHasTheBalanceAfterIt() {
        history.ledger(transaction("a", 500), NOON);
        history.ledger(transaction("b", -120), NOON);
        history.ledger(transaction("c", -30), NOON);

        List<Line> lines = history.transactions().transactions(USER, 10, Optional.empty()).items();

        assertThat(lines).extracting(line -> line.transaction().transactionId()).containsExactly("c", "b", "a");
        assertThat(lines).extracting(Line::balanceAfterNanoUsd).containsExactly(n(350), n(380), n(500));
    }

    private List<Long> sum(Step step, Slice slice, String id) {
        List<Long> sums = new ArrayList<>(List.of(0L, 0L));
        history.rollUps().read(USER, step, slice, id, NOON.minusSeconds(86_400), NOON.plusSeconds(60), (_, row) -> {
            sums.set(0, sums.get(0) + row.requests());
            sums.set(1, sums.get(1) + row.costNanos());
        });
        return sums;
    }

    private static LedgerTransaction transaction(String id, long nanos) {
        return new LedgerTransaction(id, USER, NOON, "usage", "cause", List.of(
                new Entry("wallet:paid:" + USER, n(nanos)), new Entry("revenue:usage", n(-nanos))));
    }
}
