package dev.sluice.streams.running;

import java.util.Optional;

/// Something that runs in this process for as long as it lives, once Kafka is there.
public interface Part {

    /// Short and fixed: a name in health, logs and metrics.
    String name();

    /// Starts it, or brings it back after a failure; called again and again, about once a second.
    void tend();

    /// Ends it; returns when nothing of it runs any more.
    void stop();

    /// What it waits for now, for people; empty when it does its work.
    Optional<String> waitsFor();
}
