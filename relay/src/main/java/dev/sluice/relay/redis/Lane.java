package dev.sluice.relay.redis;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.contracts.admission.RedisServer;
import dev.sluice.relay.redis.ReplyReader.Fault;

/// One connection of one event loop, confined to that loop. What is asked within a round of the loop leaves
/// together at its end; answers come in the order of the questions.
final class Lane extends ByteToMessageDecoder {

    /// Commands under way; more are not taken.
    static final int COMMANDS_MAX = 10_000;
    /// A connection that owes an answer for longer is given up: the shared one may be better.
    static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int BUFFER_BYTES = 4 * 1024;
    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    /// What becomes of a reply: an element of [ReplyReader], or null when none will come.
    @FunctionalInterface
    interface Reader {
        void read(@Nullable Object reply);
    }

    private record Owed(long sentNanos, Reader reader) {}

    private final Commands commands;
    private final LongSupplier nanoTime;
    private final Runnable onClosed;
    private final ArrayDeque<Owed> owed = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf gathered;
    private @Nullable ScheduledFuture<?> looks;
    private String server = "";

    /// `nanoTime` is monotonic; `onClosed` runs once the connection is gone and every reader has heard of it.
    Lane(Commands commands, LongSupplier nanoTime, Runnable onClosed) {
        this.commands = commands;
        this.nanoTime = nanoTime;
        this.onClosed = onClosed;
    }

    /// Whether this connection leads to the server of that sentinel.
    boolean leadsTo(String sentinel) {
        return context != null && !sentinel.isEmpty() && server.equals(sentinel) && owed.size() < COMMANDS_MAX;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        this.context = context;
        EventLoop loop = context.channel().eventLoop();
        looks = loop.scheduleAtFixedRate(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        identify();
    }

    /// Asks who answers here.
    void identify() {
        if (context == null) {
            return;
        }
        server = "";
        StringBuilder told = new StringBuilder();
        ask(out -> commands.write(out, "INFO", "server"), reply -> told.append(reply).append('\n'));
        ask(out -> commands.write(out, "INFO", "replication"), reply -> identified(told.append(reply).toString()));
    }

    private void identified(String info) {
        try {
            server = RedisServer.parse(info).sentinel();
        } catch (IllegalArgumentException notTold) {
            log.atDebug().addKeyValue("redis", remote()).addKeyValue("failure", notTold.getMessage())
                    .log("redis server not named on a lane");
        }
    }

    /// Sends what `command` writes; `reader` gets its reply. Nothing leaves when it cannot be written whole: else every
    /// later reply would go to the wrong reader.
    void ask(Consumer<ByteBuf> command, Reader reader) {
        ByteBuf out = gathered();
        int before = out.writerIndex();
        try {
            command.accept(out);
        } catch (RuntimeException | OutOfMemoryError unwritten) {
            out.writerIndex(before);
            log.atError().setCause(unwritten).log("a command for redis could not be written");
            reader.read(null);
            return;
        }
        owed.add(new Owed(nanoTime.getAsLong(), reader));
    }

    private ByteBuf gathered() {
        ByteBuf open = gathered;
        if (open == null) {
            ChannelHandlerContext connected = context;
            if (connected == null) {
                throw new IllegalStateException("lane: not connected (expected: leadsTo was asked)");
            }
            open = connected.alloc().directBuffer(BUFFER_BYTES);
            gathered = open;
            connected.channel().eventLoop().execute(this::send);
        }
        return open;
    }

    private void send() {
        ByteBuf ready = gathered;
        gathered = null;
        ChannelHandlerContext connected = context;
        if (ready != null && connected != null) {
            var _ = connected.writeAndFlush(ready, connected.voidPromise());
        } else if (ready != null) {
            ready.release();
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        Object reply = ReplyReader.next(in);
        while (reply != null) {
            Owed asked = owed.poll();
            if (asked == null) {
                throw new IllegalArgumentException("a reply of Redis that nobody asked for");
            }
            asked.reader.read(reply);
            reply = ReplyReader.next(in);
        }
    }

    private void look() {
        Owed oldest = owed.peek();
        ChannelHandlerContext connected = context;
        if (connected == null) {
            return;
        }
        if (oldest == null && server.isEmpty()) {
            identify();
        } else if (oldest != null && nanoTime.getAsLong() - oldest.sentNanos > ANSWER_MAX.toNanos()) {
            var _ = connected.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        super.channelInactive(context);
        this.context = null;
        ScheduledFuture<?> looking = looks;
        if (looking != null) {
            looking.cancel(false);
        }
        send();
        while (!owed.isEmpty()) {
            owed.remove().reader.read(null);
        }
        onClosed.run();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.atDebug().addKeyValue("redis", remote()).addKeyValue("failure", cause.toString()).log("a lane broke");
        var _ = context.close();
    }

    private String remote() {
        return context != null && context.channel().remoteAddress() instanceof InetSocketAddress address
                ? address.toString()
                : "";
    }

    /// Why an answer is none.
    static String failure(@Nullable Object reply) {
        return reply instanceof Fault(var sentence) ? sentence : "the connection to redis was lost";
    }
}
