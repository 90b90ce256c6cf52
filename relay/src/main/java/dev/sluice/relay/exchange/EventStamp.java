package dev.sluice.relay.exchange;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/// What every event of this relay carries: an id of its own, the time here, and the relay's name.
record EventStamp(InstantSource clock, Supplier<String> eventIds, String relayId) {

    String eventId() {
        return eventIds.get();
    }

    Instant at() {
        return clock.instant();
    }
}
