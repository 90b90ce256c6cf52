package dev.sluice.relay.redis;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.contracts.admission.AdmissionScript;
import dev.sluice.relay.redis.ReplyReader.Fault;

/// Asks Redis over the lane of the event loop that is asking. A lane is used only while it leads to the very server
/// that was checked on the shared connection; until then, and from any other thread, the shared one is asked.
public final class Lanes {

    private static final Logger log = LoggerFactory.getLogger(Lanes.class);
    private static final Duration CONNECT_MAX = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final RedisLink link;
    private final ServerCheck server;
    private final LongSupplier nanoTime;
    private final Commands commands = new Commands();
    private final FastThreadLocal<Lane> own = new FastThreadLocal<>();
    private final List<Path> paths = new CopyOnWriteArrayList<>();

    /// `nanoTime` is monotonic, as `System::nanoTime`.
    public Lanes(RedisLink link, ServerCheck server, LongSupplier nanoTime) {
        this.link = link;
        this.server = server;
        this.nanoTime = nanoTime;
    }

    /// Keeps a lane for the loop, from now until the loop ends.
    public void open(EventLoop loop) {
        Path path = new Path(loop);
        paths.add(path);
        path.find();
    }

    /// To be called after each connect of the shared connection: it may lead elsewhere now.
    public void connected() {
        paths.forEach(Path::identify);
    }

    /// Runs a script; `answer` is told before this returns only where nobody can be asked.
    public void run(AdmissionScript script, List<String> keys, List<String> args, ScriptAnswer answer) {
        Lane lane = usable();
        if (lane == null) {
            shared(script, keys, args, answer);
            return;
        }
        lane.ask(out -> commands.evalsha(out, script, keys, args), reply -> {
            switch (reply) {
                case List<?> elements -> answer.answered(elements);
                case Fault fault when fault.isScriptUnknown() -> shared(script, keys, args, answer);
                case null, default -> answer.failed(Lane.failure(reply));
            }
        });
    }

    private void shared(AdmissionScript script, List<String> keys, List<String> args, ScriptAnswer answer) {
        link.run(script, keys, args).handle((reply, failure) -> {
            if (failure == null) {
                answer.answered(reply);
            } else {
                answer.failed(failure.toString());
            }
            return reply;
        }).exceptionally(unheard -> {
            log.atError().setCause(unheard).log("an answer of redis could not be dealt with");
            return null;
        });
    }

    /// Takes a member out of a sorted set; nobody waits for it.
    public void remove(String set, String member) {
        Lane lane = usable();
        if (lane == null) {
            link.ask(redis -> redis.zrem(set, member)).exceptionally(_ -> 0L);
        } else {
            lane.ask(out -> commands.write(out, "ZREM", set, member), _ -> {
            });
        }
    }

    private @Nullable Lane usable() {
        Lane lane = own.getIfExists();
        return lane != null && lane.leadsTo(server.sentinel()) ? lane : null;
    }

    /// How one loop comes to its lane, again and again.
    private final class Path {

        private final EventLoop loop;
        private @Nullable Lane lane;

        Path(EventLoop loop) {
            this.loop = loop;
        }

        /// A name is looked up on a thread that may wait.
        void find() {
            Thread.startVirtualThread(() -> {
                try {
                    InetAddress address = InetAddress.getByName(link.host());
                    loop.execute(() -> connect(address));
                } catch (UnknownHostException e) {
                    log.atDebug().addKeyValue("redis", link.host()).setCause(e).log("no address of redis");
                    again();
                } catch (RejectedExecutionException ended) {
                    paths.remove(this);
                }
            });
        }

        private void again() {
            if (!loop.isShuttingDown()) {
                var _ = loop.schedule(this::find, AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        private void connect(InetAddress address) {
            Lane next = new Lane(commands, nanoTime, this::again);
            lane = next;
            own.set(next);
            var connected = new Bootstrap().group(loop)
                    .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true).option(ChannelOption.SO_KEEPALIVE, true)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(CONNECT_MAX.toMillis()))
                    .handler(next).connect(address, link.port());
            var _ = connected.addListener((ChannelFutureListener) done -> {
                if (!done.isSuccess()) {
                    again();
                }
            });
        }

        void identify() {
            if (!loop.isShuttingDown()) {
                loop.execute(() -> {
                    Lane present = lane;
                    if (present != null) {
                        present.identify();
                    }
                });
            }
        }
    }
}
