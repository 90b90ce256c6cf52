package dev.sluice.api.throttling;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;
import org.springframework.data.redis.core.script.RedisScript;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

/// Counters in Redis, shared by all instances: `sluice:try:<name>`, each with a TTL. Throws
/// `DataAccessException` when Redis is away.
final class RedisAttempts implements Attempts {

    /// Counts, and sets the end of the window with the first: a counter never stays for ever.
    private static final RedisScript<Long> ADD = new DefaultRedisScript<>("""
            local n = redis.call('INCR', KEYS[1])
            if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
            return n
            """, Long.class);

    private final StringRedisTemplate redis;

    RedisAttempts(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public Count add(String name, Duration window) {
        long number = requireNonNull(redis.execute(ADD, List.of(key(name)), Long.toString(window.toMillis())));
        return new Count(number, marked(name));
    }

    @Override
    public Count look(String name) {
        String number = redis.opsForValue().get(key(name));
        return number == null ? Count.NONE : new Count(Long.parseLong(number), marked(name));
    }

    @Override
    public boolean mark(String name, Duration lifetime) {
        return requireNonNullElse(redis.opsForValue().setIfAbsent(key(name), "1", lifetime), false);
    }

    @Override
    public Duration marked(String name) {
        Long millis = redis.getExpire(key(name), TimeUnit.MILLISECONDS);
        return Duration.ofMillis(Math.max(0, requireNonNullElse(millis, 0L)));
    }

    @Override
    public void forget(String name) {
        redis.delete(key(name));
    }

    private static String key(String name) {
        return "sluice:try:" + name;
    }
}
