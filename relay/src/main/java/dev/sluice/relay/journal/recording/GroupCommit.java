package dev.sluice.relay.journal.recording;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

import dev.sluice.relay.exchange.Recorder.Answer;
import dev.sluice.relay.journal.Journal;

/// Flushes to disk for many appends at once: while one flush runs, the next crowd gathers.
public final class GroupCommit implements Runnable {

    private static final int WAITING_MAX = 100_000;

    private record Waiting(Journal journal, Consumer<Answer> answer) {}

    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>(WAITING_MAX);

    /// Answers once everything appended to the journal so far survives the host; on the flushing thread.
    void after(Journal journal, Consumer<Answer> answer) {
        if (!waiting.offer(new Waiting(journal, answer))) {
            answer.accept(new Answer.Failed("flush queue: " + WAITING_MAX + " appends wait (expected: fewer)"));
        }
    }

    /// Flushes until interrupted.
    @Override
    public void run() {
        List<Waiting> crowd = new ArrayList<>();
        try {
            while (true) {
                crowd.add(waiting.take());
                waiting.drainTo(crowd);
                Answer answer = flush(crowd);
                crowd.forEach(each -> each.answer.accept(answer));
                crowd.clear();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static Answer flush(List<Waiting> crowd) {
        try {
            crowd.stream().map(Waiting::journal).distinct().forEach(Journal::force);
            return new Answer.Recorded();
        } catch (UncheckedIOException | IllegalStateException e) {
            return new Answer.Failed(String.valueOf(e.getMessage()));
        }
    }
}
