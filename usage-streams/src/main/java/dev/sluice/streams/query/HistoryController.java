package dev.sluice.streams.query;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.query.RecordsAnswer;
import dev.sluice.contracts.query.TransactionsAnswer;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.streams.history.HistoryReader;
import dev.sluice.streams.history.HistoryStores;
import dev.sluice.streams.history.Progress;

/// Records of requests and lines of the ledger, newest first.
@RestController
final class HistoryController {

    private static final int LIMIT_DEFAULT = 50;

    private final Answers answers;
    private final Owners history;
    private final Progress progress;
    private final InstantSource clock;

    HistoryController(Answers answers, Owners historyOwners, Progress historyProgress, InstantSource clock) {
        this.answers = answers;
        this.history = historyOwners;
        this.progress = historyProgress;
        this.clock = clock;
    }

    @GetMapping("/internal/records/{userId}")
    ResponseEntity<byte[]> records(@PathVariable UserId userId, RecordsQuery.Parameters parameters,
            HttpServletRequest request) {
        RecordsQuery query = RecordsQuery.of(parameters, clock.instant());
        return answers.answer(request, history, HistoryStores.RECORDS, userId, owner -> {
            Instant asOf = progress.asOf(owner.partition());
            var page = new HistoryReader(owner.store(HistoryStores.RECORDS)).records(userId, query.from(), query.to(),
                    query.limit(), query.cursor(), query::wants);
            return new RecordsAnswer(asOf, page.items(), page.nextCursor().orElse(null));
        }, progress::asOf);
    }

    @GetMapping("/internal/records/{userId}/{requestId}")
    ResponseEntity<byte[]> record(@PathVariable UserId userId, @PathVariable RequestId requestId,
            HttpServletRequest request) {
        return answers.answer(request, history, HistoryStores.RECORDS, userId, owner -> {
            Instant asOf = progress.asOf(owner.partition());
            List<RatedUsage> sequences = new HistoryReader(owner.store(HistoryStores.RECORDS))
                    .record(owner.store(HistoryStores.INDEX), userId, requestId);
            return new RecordsAnswer(asOf, sequences, null);
        }, progress::asOf);
    }

    @GetMapping("/internal/transactions/{userId}")
    ResponseEntity<byte[]> transactions(@PathVariable UserId userId, @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor, HttpServletRequest request) {
        int lines = RecordsQuery.limit(limit, LIMIT_DEFAULT);
        return answers.answer(request, history, HistoryStores.TRANSACTIONS, userId, owner -> {
            Instant asOf = progress.asOf(owner.partition());
            var page = new HistoryReader(owner.store(HistoryStores.TRANSACTIONS)).transactions(userId, lines,
                    Optional.ofNullable(cursor));
            return new TransactionsAnswer(asOf, page.items(), page.nextCursor().orElse(null));
        }, progress::asOf);
    }
}
