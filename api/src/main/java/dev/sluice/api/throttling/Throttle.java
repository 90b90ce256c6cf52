package dev.sluice.api.throttling;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;

import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

import dev.sluice.api.sealing.Pepper;
import dev.sluice.api.throttling.Attempts.Count;

/// Who must wait, and how long. Redis decides for all instances; while it is away each instance decides for
/// itself. Whoever is counted is known by a keyed hash only: network addresses are personal data.
@Component
public class Throttle {

    private static final Duration FAILURES_REMEMBERED = Duration.ofMinutes(15);
    private static final Duration BACK_OFF_MAX = Duration.ofMinutes(5);
    private static final int DOUBLINGS_MAX = 16;

    private final Attempts shared;
    private final Attempts own;
    private final Pepper pepper;

    Throttle(StringRedisTemplate redis, InstantSource clock, Pepper pepper) {
        this.pepper = pepper;
        this.shared = new RedisAttempts(redis);
        this.own = new InMemoryAttempts(clock);
    }

    /// How a budget stands after one more use.
    public record Budget(String policy, long limit, Duration window, long remaining, Duration untilReset) {
        public boolean isSpent() {
            return remaining < 0;
        }
    }

    /// Uses one of `limit` per window.
    public Budget use(String policy, String who, long limit, Duration window) {
        Count count = count(attempts -> attempts.add(policy + ":" + hidden(who), window));
        return new Budget(policy, limit, window, limit - count.number(), count.untilReset());
    }

    /// Gives back all that was used of a budget in this window.
    public void forget(String policy, String who) {
        boolean _ = count(attempts -> {
            attempts.forget(policy + ":" + hidden(who));
            return true;
        });
    }

    /// True the first time in a lifetime that a name is seen.
    public boolean first(String what, String name, Duration lifetime) {
        return count(attempts -> attempts.mark(what + ":" + name, lifetime));
    }

    /// How long somebody who failed must wait; zero for who may try.
    public Duration backOff(String who) {
        return count(attempts -> attempts.marked("wait:" + hidden(who)));
    }

    /// Counts a failure; from the `free`th on the wait doubles with each one, from a second up to five minutes.
    public void failed(String who, int free) {
        long failures = count(attempts -> attempts.add("failed:" + hidden(who), FAILURES_REMEMBERED)).number();
        if (failures >= free) {
            Duration doubled = Duration.ofSeconds(1L << Math.min(failures - free, DOUBLINGS_MAX));
            Duration wait = doubled.compareTo(BACK_OFF_MAX) > 0 ? BACK_OFF_MAX : doubled;
            boolean _ = count(attempts -> attempts.mark("wait:" + hidden(who), wait));
        }
    }

    public void succeeded(String who) {
        boolean _ = count(attempts -> {
            attempts.forget("failed:" + hidden(who));
            attempts.forget("wait:" + hidden(who));
            return true;
        });
    }

    private String hidden(String who) {
        return pepper.hex("throttle", who);
    }

    private <T> T count(Function<Attempts, T> counted) {
        try {
            return counted.apply(shared);
        } catch (DataAccessException away) {
            return counted.apply(own);
        }
    }
}
