package dev.sluice.streams.query;

import java.time.Instant;
import java.time.InstantSource;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.streams.history.HistoryReader;
import dev.sluice.streams.history.HistoryStores;
import dev.sluice.streams.history.Progress;
import dev.sluice.streams.rollups.RollUpReader;
import dev.sluice.streams.rollups.RollUpWriter;

/// Charts and totals, from roll-ups; by session from the records.
@RestController
final class UsageController {

    private final Answers answers;
    private final Owners history;
    private final Progress progress;
    private final InstantSource clock;

    UsageController(Answers answers, Owners historyOwners, Progress historyProgress, InstantSource clock) {
        this.answers = answers;
        this.history = historyOwners;
        this.progress = historyProgress;
        this.clock = clock;
    }

    @GetMapping("/internal/usage/{userId}")
    ResponseEntity<byte[]> usage(@PathVariable UserId userId, UsageQuery.Parameters parameters,
            HttpServletRequest request) {
        Instant now = clock.instant();
        if (parameters.isBySession()) {
            return bySession(userId, SessionQuery.of(userId, parameters, now), request);
        }
        UsageQuery query = UsageQuery.of(userId.value(), parameters, now);
        return answers.answer(request, history, RollUpWriter.STORE, userId, owner -> {
            Instant asOf = progress.asOf(owner.partition());
            return new UsageChart(new RollUpReader(owner.store(RollUpWriter.STORE)), userId, query, now).answer(asOf);
        }, progress::asOf);
    }

    private ResponseEntity<byte[]> bySession(UserId userId, SessionQuery query, HttpServletRequest request) {
        return answers.answer(request, history, HistoryStores.RECORDS, userId, owner -> {
            Instant asOf = progress.asOf(owner.partition());
            return new SessionChart(new HistoryReader(owner.store(HistoryStores.RECORDS)), userId, query).answer(asOf);
        }, progress::asOf);
    }
}
