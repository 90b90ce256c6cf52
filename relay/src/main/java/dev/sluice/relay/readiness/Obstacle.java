package dev.sluice.relay.readiness;

import java.util.Optional;

/// Something that keeps a relay that was ready from being sent requests, for as long as it lasts: a journal
/// past a bound (metering §7). The draining of the listener is another, and there is no third.
public interface Obstacle {

    /// A short name for health.
    String name();

    /// What is in the way now, in words.
    Optional<String> present();
}
