package dev.sluice.streams.serving;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;

import dev.sluice.contracts.admission.AdmissionScript;
import dev.sluice.contracts.admission.RedisServer;

/// One connection to one Redis server. It never reconnects by itself: another connection may be another server,
/// or the same one without its data, and somebody must look first. Every method throws `RedisException` when the
/// connection is gone. Texts are ISO 8859-1, because views hold packed numbers. Not thread-safe.
public final class RedisLink implements AutoCloseable {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
    /// Compare and set: what a rebuild wrote must still be there.
    private static final String REPLACE = "if redis.call('GET', KEYS[1]) == ARGV[1] then "
            + "redis.call('SET', KEYS[1], ARGV[2]) return 1 else return 0 end";

    private final StatefulRedisConnection<String, String> connection;
    private final RedisAsyncCommands<String, String> commands;
    private final RedisServer server;

    private RedisLink(StatefulRedisConnection<String, String> connection) {
        this.connection = connection;
        this.commands = connection.async();
        this.server = RedisServer.parse(connection.sync().info());
    }

    /// A client for `host:port` whose connections end when the server does.
    public static RedisClient client(String address) {
        RedisClient client = RedisClient.create(RedisURI.create("redis://" + address));
        client.setOptions(ClientOptions.builder().autoReconnect(false)
                .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_MAX).build())
                .timeoutOptions(TimeoutOptions.enabled(ANSWER_MAX)).build());
        return client;
    }

    public static RedisLink open(RedisClient client) {
        StatefulRedisConnection<String, String> connection = client
                .connect(new StringCodec(StandardCharsets.ISO_8859_1));
        try {
            return new RedisLink(connection);
        } catch (RedisException | IllegalArgumentException failure) {
            connection.close();
            throw failure;
        }
    }

    /// Which server answers; fixed for the life of the link.
    public RedisServer server() {
        return server;
    }

    /// Time of the server in epoch milliseconds.
    long millis() {
        List<String> time = connection.sync().time();
        return Long.parseLong(time.get(0)) * 1_000 + Long.parseLong(time.get(1)) / 1_000;
    }

    public Optional<String> get(String key) {
        return Optional.ofNullable(connection.sync().get(key));
    }

    Optional<String> field(String key, String field) {
        return Optional.ofNullable(connection.sync().hget(key, field));
    }

    /// Those of these fields that the hash has.
    public Map<String, String> fields(String key, List<String> names) {
        Map<String, String> fields = new HashMap<>();
        for (KeyValue<String, String> field : connection.sync().hmget(key, names.toArray(String[]::new))) {
            field.ifHasValue(value -> fields.put(field.getKey(), value));
        }
        return fields;
    }

    void set(String key, String value) {
        connection.sync().set(key, value);
    }

    /// Whether the key had `expected` and has `value` now.
    boolean replace(String key, String expected, String value) {
        Long replaced = connection.sync().eval(REPLACE, ScriptOutputType.INTEGER, new String[]{key}, expected, value);
        return replaced == 1;
    }

    public boolean exists(String key) {
        return connection.sync().exists(key) == 1;
    }

    KeyScanCursor<String> scan(ScanCursor cursor, String match, int count) {
        return connection.sync().scan(cursor, ScanArgs.Builder.matches(match).limit(count));
    }

    /// Sends all calls at once and answers in their order. A server that does not know the scripts is taught them
    /// and asked everything again: scripts say the same the second time.
    List<List<Object>> call(List<ScriptCall> calls) {
        try {
            return callOnce(calls);
        } catch (RedisNoScriptException unknown) {
            for (AdmissionScript script : AdmissionScript.values()) {
                connection.sync().scriptLoad(script.source());
            }
            return callOnce(calls);
        }
    }

    private List<List<Object>> callOnce(List<ScriptCall> calls) {
        List<RedisFuture<List<Object>>> sent = new ArrayList<>(calls.size());
        connection.setAutoFlushCommands(false);
        try {
            for (ScriptCall call : calls) {
                sent.add(commands.evalsha(call.script().sha1(), ScriptOutputType.MULTI,
                        call.keys().toArray(String[]::new), call.args().toArray(String[]::new)));
            }
            connection.flushCommands();
        } finally {
            connection.setAutoFlushCommands(true);
        }
        if (!LettuceFutures.awaitAll(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS, sent.toArray(RedisFuture[]::new))) {
            throw new RedisCommandTimeoutException("scripts not answered within " + ANSWER_MAX);
        }
        return sent.stream().map(answer -> LettuceFutures.awaitOrCancel(answer, 0, TimeUnit.MILLISECONDS)).toList();
    }

    @Override
    public void close() {
        connection.close();
    }
}
