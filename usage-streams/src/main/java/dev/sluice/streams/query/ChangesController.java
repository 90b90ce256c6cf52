package dev.sluice.streams.query;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.query.ChangesAnswer;
import dev.sluice.streams.changes.Changes;
import dev.sluice.streams.changes.Changes.News;
import dev.sluice.streams.changes.Mark;
import dev.sluice.streams.history.HistoryStores;
import dev.sluice.streams.history.Progress;

/// Answers when the history of a user has something new to read. The question waits where the rows are.
@RestController
final class ChangesController {

    private final Answers answers;
    private final Owners history;
    private final Progress progress;
    private final Changes changes;

    ChangesController(Answers answers, Owners historyOwners, Progress historyProgress, Changes changes) {
        this.answers = answers;
        this.history = historyOwners;
        this.progress = historyProgress;
        this.changes = changes;
    }

    @GetMapping("/internal/changes/{userId}")
    ResponseEntity<byte[]> changes(@PathVariable UserId userId, @RequestParam @Nullable String since,
            HttpServletRequest request) {
        Optional<Mark> mark = Optional.ofNullable(since).map(Mark::parse);
        return answers.answer(request, history, HistoryStores.RECORDS, userId,
                owner -> await(owner.partition(), userId, mark), progress::asOf);
    }

    private ChangesAnswer await(int partition, UserId user, Optional<Mark> since) {
        try {
            News news = changes.await(partition, user, since, ChangesAnswer.WAIT_MAX);
            return new ChangesAnswer(news.mark().text(), news.changed(), progress.asOf(partition));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReadable(progress.asOf(partition));
        }
    }
}
