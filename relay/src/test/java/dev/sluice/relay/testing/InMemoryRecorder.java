package dev.sluice.relay.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.contracts.account.UsageExtended;
import dev.sluice.contracts.account.UsageFailed;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.relay.exchange.Recorder;

/// A journal that is a list; it may be full, broken, or slow.
public final class InMemoryRecorder implements Recorder {

    private final List<UsageEvent> events = new CopyOnWriteArrayList<>();
    private volatile Answer toReservations = new Answer.Recorded();
    private volatile Answer toTerminals = new Answer.Recorded();
    private volatile boolean later;

    public void answersReservations(Answer answer) {
        toReservations = answer;
    }

    public void answersTerminals(Answer answer) {
        toTerminals = answer;
    }

    /// Answers on the loop and not before `append` returns.
    public void answersLater() {
        later = true;
    }

    public List<UsageEvent> events() {
        return events;
    }

    public List<UsageReserved> reserved() {
        return of(UsageReserved.class);
    }

    public List<UsageExtended> extended() {
        return of(UsageExtended.class);
    }

    public List<UsageSettled> settled() {
        return of(UsageSettled.class);
    }

    public List<UsageFailed> failed() {
        return of(UsageFailed.class);
    }

    private <T> List<T> of(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void append(UsageEvent event, Executor loop, Consumer<Answer> answer) {
        boolean terminal = event instanceof UsageEvent.Terminal;
        Answer given = terminal ? toTerminals : toReservations;
        if (given instanceof Answer.Recorded) {
            events.add(event);
        }
        if (later) {
            loop.execute(() -> answer.accept(given));
        } else {
            answer.accept(given);
        }
    }
}
