package dev.sluice.relay.journal.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.sluice.relay.journal.Backlog;

/// What all journals of this process still have to bring to Kafka, those of earlier runs included.
public final class Backlogs {

    private final List<Backlog> all = new CopyOnWriteArrayList<>();

    void add(Backlog backlog) {
        all.add(backlog);
    }

    void remove(Backlog backlog) {
        all.remove(backlog);
    }

    List<Backlog> all() {
        return all;
    }

    public long bytes() {
        return all.stream().mapToLong(Backlog::bytes).sum();
    }

    public long nanoUsd() {
        return all.stream().mapToLong(Backlog::nanoUsd).sum();
    }

    /// Age of the oldest record that waits.
    public Duration age(Instant now) {
        return all.stream().map(backlog -> backlog.age(now)).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
