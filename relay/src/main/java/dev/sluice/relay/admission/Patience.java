package dev.sluice.relay.admission;

import java.time.Duration;

/// How long admission waits for what.
///
/// @param redis
///            for a connection, and for the sentinel to name its server (architecture D16)
/// @param unknown
///            for an account that Redis does not know yet
/// @param answer
///            for all together: then the request is refused
/// @param again
///            between two questions
public record Patience(Duration redis, Duration unknown, Duration answer, Duration again) {

    public static final Patience STANDARD = new Patience(Duration.ofMillis(250), Duration.ofSeconds(1),
            Duration.ofMillis(1_400), Duration.ofMillis(25));
}
