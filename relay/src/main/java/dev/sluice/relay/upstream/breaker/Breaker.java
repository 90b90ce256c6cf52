package dev.sluice.relay.upstream.breaker;

import java.time.Duration;

import dev.sluice.relay.upstream.breaker.Signal.Faulty;
import dev.sluice.relay.upstream.breaker.Signal.Forbidden;
import dev.sluice.relay.upstream.breaker.Signal.Limited;
import dev.sluice.relay.upstream.breaker.Signal.Refused;
import dev.sluice.relay.upstream.breaker.Signal.Served;
import dev.sluice.relay.upstream.breaker.Signal.Unknown;
import dev.sluice.relay.upstream.breaker.Signal.Unreachable;

/// Whether an upstream is used.
///
/// ```
/// Closed ──faults, refused, limited──▶ Open ──pause over, next request──▶ Probing ──served──▶ Closed
///    ▲                                  │ ▲                                  │
///    ╰──────────limit over──────────────╯ ╰─────────────anything else────────╯
/// ```
///
/// Times are of a monotonic clock, in nanoseconds. `probe` says that a signal comes from the one request that
/// [Probing] let through; the others were begun before and say less.
public sealed interface Breaker {

    Breaker FRESH = new Closed(Streak.NONE, Window.empty(0));

    /// Why it is open.
    enum Cause {
        FAULTS, LIMITED, ACCOUNT
    }

    /// Whether a request may begin now.
    boolean admits(long nowNanos, BreakerRules rules);

    /// The state once a request that was admitted has begun.
    Breaker begun(long nowNanos);

    /// The state after a signal.
    Breaker after(Signal signal, boolean probe, long nowNanos, BreakerRules rules);

    /// How long until it may admit again; zero when it does.
    Duration pause(long nowNanos);

    /// In use. `streak` counts what went wrong in a row, `window` the recent share of it.
    record Closed(Streak streak, Window window) implements Breaker {

        @Override
        public boolean admits(long nowNanos, BreakerRules rules) {
            return true;
        }

        @Override
        public Breaker begun(long nowNanos) {
            return this;
        }

        @Override
        public Duration pause(long nowNanos) {
            return Duration.ZERO;
        }

        @Override
        public Breaker after(Signal signal, boolean probe, long nowNanos, BreakerRules rules) {
            return switch (signal) {
                case Served() -> new Closed(Streak.NONE, window.with(false, nowNanos, rules));
                case Unknown() -> this;
                case Limited limited -> Open.limited(limited, nowNanos, rules);
                case Refused() -> Open.account(1, nowNanos, rules);
                case Unreachable() -> faulty(streak.byNobody(), rules.faultsInRow(), nowNanos, rules);
                case Faulty(var user) -> {
                    Streak longer = streak.by(user);
                    int needed = longer.several() ? rules.faultsInRow() : rules.faultsInRowOfOne();
                    yield faulty(longer, needed, nowNanos, rules);
                }
                case Forbidden(var user) -> {
                    Streak longer = streak.by(user);
                    int needed = longer.several() ? rules.forbiddenInRow() : rules.faultsInRow();
                    yield longer.length() >= needed ? Open.account(1, nowNanos, rules) : new Closed(longer, window);
                }
            };
        }

        private Breaker faulty(Streak longer, int needed, long nowNanos, BreakerRules rules) {
            Window counted = window.with(true, nowNanos, rules);
            boolean open = longer.length() >= needed || longer.several() && counted.isBad(rules);
            return open ? Open.faults(1, nowNanos, rules) : new Closed(longer, counted);
        }
    }

    /// Out until `untilNanos`, for the `times`-th time in a row.
    record Open(Cause cause, long untilNanos, int times) implements Breaker {

        private static final int DOUBLINGS_MAX = 16;

        static Open faults(int times, long nowNanos, BreakerRules rules) {
            return paused(Cause.FAULTS, times, rules.faultPause(), rules.faultPauseMax(), nowNanos);
        }

        static Open account(int times, long nowNanos, BreakerRules rules) {
            return paused(Cause.ACCOUNT, times, rules.accountPause(), rules.accountPauseMax(), nowNanos);
        }

        static Open limited(Limited limited, long nowNanos, BreakerRules rules) {
            Duration asked = limited.retryAfter() == null ? rules.limitPause() : limited.retryAfter();
            Duration pause = asked.compareTo(rules.limitPauseMax()) > 0 ? rules.limitPauseMax() : asked;
            return new Open(Cause.LIMITED, nowNanos + Math.max(pause.toNanos(), 0), 1);
        }

        private static Open paused(Cause cause, int times, Duration first, Duration max, long nowNanos) {
            long doubled = first.toNanos() << Math.min(times - 1, DOUBLINGS_MAX);
            return new Open(cause, nowNanos + Math.min(doubled, max.toNanos()), times);
        }

        @Override
        public boolean admits(long nowNanos, BreakerRules rules) {
            return nowNanos - untilNanos >= 0;
        }

        /// A limit that is over needs no probe: the provider itself named the time.
        @Override
        public Breaker begun(long nowNanos) {
            return cause == Cause.LIMITED ? FRESH : new Probing(cause, nowNanos, times);
        }

        @Override
        public Duration pause(long nowNanos) {
            return Duration.ofNanos(Math.max(untilNanos - nowNanos, 0));
        }

        /// Requests that began before it opened can only make it worse.
        @Override
        public Breaker after(Signal signal, boolean probe, long nowNanos, BreakerRules rules) {
            return switch (signal) {
                case Refused() -> cause == Cause.ACCOUNT ? this : account(1, nowNanos, rules);
                case Limited limited -> cause == Cause.LIMITED ? later(limited(limited, nowNanos, rules)) : this;
                case Served _,Unknown _,Unreachable _,Faulty _,Forbidden _ -> this;
            };
        }

        private Open later(Open other) {
            return other.untilNanos - untilNanos > 0 ? other : this;
        }
    }

    /// One request is finding out whether it may be used again.
    record Probing(Cause cause, long sinceNanos, int times) implements Breaker {

        @Override
        public boolean admits(long nowNanos, BreakerRules rules) {
            return nowNanos - sinceNanos > rules.probePatience().toNanos();
        }

        @Override
        public Breaker begun(long nowNanos) {
            return new Probing(cause, nowNanos, times);
        }

        @Override
        public Duration pause(long nowNanos) {
            return Duration.ofSeconds(1);
        }

        @Override
        public Breaker after(Signal signal, boolean probe, long nowNanos, BreakerRules rules) {
            if (!probe) {
                return signal instanceof Refused ? Open.account(times + 1, nowNanos, rules) : this;
            }
            return switch (signal) {
                case Served() -> FRESH;
                case Unknown() -> new Open(cause, nowNanos, times);
                case Limited limited -> Open.limited(limited, nowNanos, rules);
                case Refused _,Forbidden _ -> Open.account(times + 1, nowNanos, rules);
                case Unreachable _,Faulty _ -> cause == Cause.ACCOUNT
                        ? Open.account(times + 1, nowNanos, rules)
                        : Open.faults(times + 1, nowNanos, rules);
            };
        }
    }
}
