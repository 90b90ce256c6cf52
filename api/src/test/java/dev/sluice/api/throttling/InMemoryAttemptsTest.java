package dev.sluice.api.throttling;

import java.time.Instant;
import java.time.InstantSource;

class InMemoryAttemptsTest extends AttemptsContract {

    private final Attempts attempts = new InMemoryAttempts(
            InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z")));

    @Override
    Attempts attempts() {
        return attempts;
    }
}
