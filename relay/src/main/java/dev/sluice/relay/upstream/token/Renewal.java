package dev.sluice.relay.upstream.token;

import java.time.Duration;

/// When the next access token is to be fetched. A pure value; times are of a monotonic clock, in nanoseconds.
///
/// @param expiresNanos
///            the end of the current token; meaningless while there is `hasToken` false
/// @param dueNanos
///            from when on another one is fetched
/// @param failures
///            in a row
record Renewal(boolean hasToken, long expiresNanos, long dueNanos, int failures) {

    /// A token is renewed this long before its end, or after nine tenths of a short life.
    static final Duration AHEAD = Duration.ofMinutes(5);
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration PAUSE_MAX = Duration.ofMinutes(1);
    private static final int DOUBLINGS_MAX = 10;

    static Renewal never(long nowNanos) {
        return new Renewal(false, nowNanos, nowNanos, 0);
    }

    boolean isDue(long nowNanos) {
        return nowNanos - dueNanos >= 0;
    }

    boolean isExpired(long nowNanos) {
        return hasToken && nowNanos - expiresNanos >= 0;
    }

    Renewal granted(Duration lifetime, long nowNanos) {
        long life = lifetime.toNanos();
        long ahead = Math.min(AHEAD.toNanos(), life / 10);
        return new Renewal(true, nowNanos + life, nowNanos + life - ahead, 0);
    }

    Renewal failed(long nowNanos) {
        long pause = Math.min(FIRST_PAUSE.toNanos() << Math.min(failures, DOUBLINGS_MAX), PAUSE_MAX.toNanos());
        return new Renewal(hasToken, expiresNanos, nowNanos + pause, failures + 1);
    }

    /// The provider does not take the token any more, whatever it said about its end.
    Renewal refused(long nowNanos) {
        return failures == 0 ? new Renewal(hasToken, expiresNanos, nowNanos, 0) : this;
    }
}
