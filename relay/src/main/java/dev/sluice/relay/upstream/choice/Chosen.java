package dev.sluice.relay.upstream.choice;

import java.time.Duration;

/// What came of looking for an upstream.
public sealed interface Chosen {

    record Found(Slot slot) implements Chosen {}

    /// Those in use have no room for one more request.
    record Full() implements Chosen {}

    /// None is in use; `retryAfter` says when the first may be tried again.
    record Out(Duration retryAfter) implements Chosen {}
}
