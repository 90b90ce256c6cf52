package dev.sluice.relay.journal.forwarding;

import java.time.Duration;

/// How long records gather on their way from the journal to Kafka. What threads, batches, compression and
/// requests cost per record falls with every record beside it.
public enum Pace {

    /// Nobody waits for Kafka.
    GATHERING(Duration.ofMillis(20), Duration.ofMillis(5)),
    /// Requests wait for Kafka's acknowledgement.
    AWAITED(Duration.ofMillis(2), Duration.ofMillis(2));

    private final Duration look;
    private final Duration batch;

    Pace(Duration look, Duration batch) {
        this.look = look;
        this.batch = batch;
    }

    /// Pause between two looks into a journal that is being written.
    Duration look() {
        return look;
    }

    /// How long a batch of the producer stays open.
    Duration batch() {
        return batch;
    }
}
