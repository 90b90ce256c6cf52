package dev.sluice.api.accounts;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

import dev.sluice.api.ApiProperties;
import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.ids.UserId;

/// Waits until Redis has the account of a user, so that the first request with a new key is not told to come
/// back later. It is a courtesy: after the patience, or without Redis, the answer goes out anyway.
@Component
public class ServedAccounts {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final StringRedisTemplate redis;
    private final Duration patience;

    ServedAccounts(StringRedisTemplate redis, ApiProperties properties) {
        this.redis = redis;
        this.patience = properties.answers().account();
    }

    public void awaitServed(UserId userId) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!Boolean.TRUE.equals(redis.hasKey(RedisKeys.view(userId))) && System.nanoTime() < deadline) {
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        } catch (DataAccessException away) {
            return;
        }
    }
}
