package dev.sluice.streams.watching;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.streams.accounts.rows.RowCodec;
import dev.sluice.streams.accounts.rows.StoredRows;
import dev.sluice.streams.serving.RedisLink;

/// Compares accounts in Redis with their rows, where Redis says that it has everything of the partition. Not
/// thread-safe.
final class RedisWatch implements AutoCloseable {

    /// Of one partition at one look, beside those that differed before.
    static final int ACCOUNTS_PER_LOOK_MAX = 50;

    private final RedisClient client;
    private final InstantSource clock;
    private final Violations violations;
    private final DriftAlerts alerts;
    private final RedisSuspects suspects;
    private Optional<RedisLink> link = Optional.empty();

    RedisWatch(String redis, InstantSource clock, Violations violations, DriftAlerts alerts, Duration settling) {
        this.client = RedisLink.client(redis);
        this.clock = clock;
        this.violations = violations;
        this.alerts = alerts;
        this.suspects = new RedisSuspects(settling);
    }

    /// Nothing is known of other partitions any more.
    void forget(Set<Integer> partitions) {
        partitions.forEach(suspects::forget);
    }

    /// Compares some of these users; throws `RedisException` when Redis is away.
    ///
    /// @return how many were compared
    int look(int partition, ReadOnlyKeyValueStore<String, byte[]> rows, List<UserId> users) {
        try {
            RedisLink redis = link.orElseGet(() -> RedisLink.open(client));
            link = Optional.of(redis);
            boolean complete = redis.get(RedisKeys.sentinel(partition)).filter(redis.server().sentinel()::equals)
                    .isPresent();
            if (!complete) {
                suspects.forget(partition);
                return 0;
            }
            Set<UserId> wanted = new LinkedHashSet<>(suspects.of(partition));
            users.stream().limit(ACCOUNTS_PER_LOOK_MAX).forEach(wanted::add);
            wanted.forEach(user -> compare(redis, partition, rows, user));
            return wanted.size();
        } catch (RedisException away) {
            link.ifPresent(RedisLink::close);
            link = Optional.empty();
            throw away;
        }
    }

    /// Redis first: its row is never behind it then.
    private void compare(RedisLink redis, int partition, ReadOnlyKeyValueStore<String, byte[]> rows, UserId user) {
        Map<String, String> fields = redis.fields(RedisKeys.view(user), RedisComparison.FIELDS);
        byte[] row = rows.get(StoredRows.userKey(user));
        if (row != null) {
            var found = suspects.compared(partition, user, RedisComparison.of(fields, RowCodec.user(row)),
                    clock.millis());
            if (found != null) {
                violations.found(found.invariant(), found.sentence());
                alerts.tell(partition, user, found.sentence());
            }
        }
    }

    @Override
    public void close() {
        link.ifPresent(RedisLink::close);
        client.shutdown();
        alerts.close();
    }
}
