package dev.sluice.streams.verifying;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;

import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.admission.RedisServer;

/// Every account as Redis has it at one moment: read once, some thousand at a time. About 1 KB each is held.
///
/// @param accounts
///            user id → fields of its view
/// @param incomplete
///            partitions whose data the server does not vouch for
record RedisAccounts(Map<String, Map<String, String>> accounts, Set<Integer> incomplete) {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
    private static final int KEYS_PER_STEP = 1_000;
    private static final String PREFIX = "sluice:v:{";

    /// Reads all. Throws `RedisException` when Redis is away.
    static RedisAccounts read(String address, int partitions) {
        RedisClient client = RedisClient.create(RedisURI.create("redis://" + address));
        client.setOptions(ClientOptions.builder().autoReconnect(false)
                .timeoutOptions(TimeoutOptions.enabled(ANSWER_MAX)).build());
        try (StatefulRedisConnection<String, String> connection = client
                .connect(new StringCodec(StandardCharsets.ISO_8859_1))) {
            Set<Integer> incomplete = incomplete(connection, partitions);
            Map<String, Map<String, String>> accounts = accounts(connection);
            // What was lost in between shows in the sentinels.
            incomplete.addAll(incomplete(connection, partitions));
            return new RedisAccounts(accounts, incomplete);
        } finally {
            client.shutdown();
        }
    }

    private static Set<Integer> incomplete(StatefulRedisConnection<String, String> connection, int partitions) {
        String sentinel = RedisServer.parse(connection.sync().info()).sentinel();
        Set<Integer> incomplete = new HashSet<>();
        for (int partition = 0; partition < partitions; partition++) {
            if (!sentinel.equals(connection.sync().get(RedisKeys.sentinel(partition)))) {
                incomplete.add(partition);
            }
        }
        return incomplete;
    }

    private static Map<String, Map<String, String>> accounts(StatefulRedisConnection<String, String> connection) {
        Map<String, Map<String, String>> accounts = new HashMap<>();
        ScanCursor cursor = ScanCursor.INITIAL;
        while (!cursor.isFinished()) {
            KeyScanCursor<String> keys = connection.sync().scan(cursor,
                    ScanArgs.Builder.matches(PREFIX + "*").limit(KEYS_PER_STEP));
            read(connection, keys.getKeys(), accounts);
            cursor = keys;
        }
        return accounts;
    }

    private static void read(StatefulRedisConnection<String, String> connection, List<String> keys,
            Map<String, Map<String, String>> accounts) {
        Map<String, RedisFuture<Map<String, String>>> asked = new HashMap<>();
        keys.forEach(key -> asked.put(key, connection.async().hgetall(key)));
        if (!LettuceFutures.awaitAll(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS,
                asked.values().toArray(RedisFuture[]::new))) {
            throw new RedisCommandTimeoutException("accounts not read within " + ANSWER_MAX);
        }
        asked.forEach((key, fields) -> accounts.put(key.substring(PREFIX.length(), key.length() - 1),
                new TreeMap<>(LettuceFutures.awaitOrCancel(fields, 0, TimeUnit.MILLISECONDS))));
    }
}
