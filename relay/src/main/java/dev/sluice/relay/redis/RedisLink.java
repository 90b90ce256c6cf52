package dev.sluice.relay.redis;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.contracts.admission.AdmissionScript;

/// The relay's one connection to Redis: shared, pipelined, never blocking. Commands while there is no
/// connection fail at once; answers come in the order the commands were sent.
public final class RedisLink implements AutoCloseable {

    /// Commands under way; more are refused.
    static final int COMMANDS_MAX = 50_000;
    private static final int TOGETHER_MAX = 256;
    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration RECONNECT_MAX = Duration.ofMillis(500);
    private static final Duration FIRST_CONNECT_RETRY = Duration.ofMillis(250);

    private final ClientResources resources;
    private final RedisClient client;
    private final RedisURI address;
    private final AtomicLong connects = new AtomicLong();
    private volatile @Nullable StatefulRedisConnection<String, String> connection;
    private volatile Runnable onConnect = () -> {
    };
    private volatile boolean closed;

    /// `address` is `host:port`. Nothing is connected before `open`.
    public RedisLink(String address) {
        this.address = RedisURI.create("redis://" + address);
        this.resources = DefaultClientResources.builder()
                .reconnectDelay(Delay.exponential(Duration.ofMillis(10), RECONNECT_MAX, 2, TimeUnit.MILLISECONDS))
                .nettyCustomizer(new TogetherWritten())
                .build();
        this.client = RedisClient.create(resources, this.address);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(true)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(COMMANDS_MAX)
                .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
                .build());
        client.addListener(new Listener());
    }

    public String host() {
        return address.getHost();
    }

    public int port() {
        return address.getPort();
    }

    /// Connects now or as soon as Redis is there; `listener` runs after each connect, on a thread of the client.
    public void open(Runnable listener) {
        onConnect = listener;
        connect();
    }

    private void connect() {
        CompletionStage<StatefulRedisConnection<String, String>> attempt;
        synchronized (client) {
            if (closed) {
                return;
            }
            attempt = client.connectAsync(StringCodec.ASCII, address);
        }
        attempt.whenComplete((made, failure) -> {
            if (made != null) {
                connection = made;
                onConnect.run();
            } else if (!closed) {
                log.atDebug().addKeyValue("redis", address).addKeyValue("failure", failure).log("redis is away");
                after(FIRST_CONNECT_RETRY, this::connect);
            }
        });
    }

    /// Grows with every connect: what was asked before it was asked of another connection.
    public long generation() {
        return connects.get();
    }

    public boolean connected() {
        StatefulRedisConnection<String, String> current = connection;
        return current != null && current.isOpen();
    }

    /// Runs a script by its digest, and loads it where Redis does not know it.
    public CompletionStage<List<Object>> run(AdmissionScript script, List<String> keys, List<String> args) {
        String[] keyArray = keys.toArray(String[]::new);
        String[] argArray = args.toArray(String[]::new);
        return ask(redis -> redis.<List<Object>>evalsha(script.sha1(), ScriptOutputType.MULTI, keyArray, argArray))
                .exceptionallyCompose(failure -> isNoScript(failure)
                        ? ask(redis -> redis.<List<Object>>eval(script.source(), ScriptOutputType.MULTI, keyArray,
                                argArray))
                        : CompletableFuture.failedStage(failure));
    }

    /// Redis time in milliseconds. Since answers keep their order, everything sent before is answered by then.
    public CompletionStage<Long> time() {
        return ask(RedisAsyncCommands::time)
                .thenApply(clock -> Long.parseLong(clock.get(0)) * 1_000 + Long.parseLong(clock.get(1)) / 1_000);
    }

    /// Sends a command; fails at once without a connection.
    public <T> CompletionStage<T> ask(
            Function<RedisAsyncCommands<String, String>, ? extends CompletionStage<T>> command) {
        StatefulRedisConnection<String, String> current = connection;
        if (current == null) {
            return CompletableFuture.failedStage(new RedisException("not connected to " + address));
        }
        try {
            return command.apply(current.async());
        } catch (RedisException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /// Runs something later, on a thread that must not be blocked.
    public void after(Duration delay, Runnable task) {
        resources.timer().newTimeout(_ -> task.run(), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static boolean isNoScript(Throwable failure) {
        return failure instanceof RedisNoScriptException
                || failure instanceof CompletionException && failure.getCause() instanceof RedisNoScriptException;
    }

    @Override
    public void close() {
        synchronized (client) {
            closed = true; // an attempt on loops that have ended would be logged as an error
        }
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        var _ = resources.shutdown(0, 2, TimeUnit.SECONDS);
    }

    /// Commands that wait for the client's thread together leave in one system call instead of one each.
    private static final class TogetherWritten implements NettyCustomizer {
        @Override
        public void afterChannelInitialized(Channel channel) {
            channel.pipeline().addFirst(new FlushConsolidationHandler(TOGETHER_MAX, true));
        }
    }

    /// Lettuce reconnects by itself; this is how we hear of it.
    private final class Listener implements RedisConnectionStateListener {
        @Override
        public void onRedisConnected(RedisChannelHandler<?, ?> handler, SocketAddress socketAddress) {
            connects.incrementAndGet();
            if (connection != null) {
                onConnect.run();
            }
        }
    }
}
