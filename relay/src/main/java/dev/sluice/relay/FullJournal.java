package dev.sluice.relay;

import java.util.Locale;
import java.util.Optional;

import dev.sluice.relay.journal.recording.JournalRecorder;
import dev.sluice.relay.readiness.Obstacle;

/// A journal past one of its bounds takes no new request.
final class FullJournal implements Obstacle {

    private final JournalRecorder recorder;

    FullJournal(JournalRecorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public String name() {
        return "journalBound";
    }

    @Override
    public Optional<String> present() {
        return recorder.boundReached().map(bound -> "reached: " + bound.name().toLowerCase(Locale.ROOT));
    }
}
