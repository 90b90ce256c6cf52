package dev.sluice.relay.upstream.breaker;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/// What one request tells about its upstream. `user` is a hash: one user's odd requests alone must not take
/// an upstream from all others.
public sealed interface Signal {

    /// It answered, if only to say that the request is wrong.
    record Served() implements Signal {}

    /// It has enough for now; `retryAfter` is null where it did not say for how long.
    record Limited(@Nullable Duration retryAfter) implements Signal {}

    /// It failed to answer: 5xx, silence, a broken answer.
    record Faulty(int user) implements Signal {}

    /// No connection came about: no user's request is the cause.
    record Unreachable() implements Signal {}

    /// It does not accept our account: 401, 402, or a text that says so.
    record Refused() implements Signal {}

    /// 403: our account, or only what this request wanted.
    record Forbidden(int user) implements Signal {}

    /// Nothing can be said: the client left first.
    record Unknown() implements Signal {}
}
