package dev.sluice.bench.load;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/// One load under way, confined to one event loop; its counters may be read while it runs.
public final class Run {

    private static final long TICK_MILLIS = 1;
    private static final Duration CONNECT_MAX = Duration.ofSeconds(30);

    private final Plan plan;
    private final EventLoop loop;
    private final Counts counts = new Counts();
    private final CompletableFuture<Tally> end = new CompletableFuture<>();
    private final Deque<Caller> idle = new ArrayDeque<>();
    private final Deque<Long> due = new ArrayDeque<>();
    private volatile boolean ending;
    private @Nullable ScheduledFuture<?> ticks;
    private long startNanos;
    private long issued;
    private int connecting;
    private int open;

    Run(Plan plan, EventLoop loop) {
        this.plan = plan;
        this.loop = loop;
    }

    void start() {
        startNanos = System.nanoTime();
        ticks = loop.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Tokens received until now.
    public long frames() {
        return counts.frames.getAcquire();
    }

    /// Requests answered well until now.
    public long requests() {
        return counts.requests.getAcquire();
    }

    /// Answers of which at least one token has arrived and the end has not.
    public long streaming() {
        return counts.streaming.getAcquire();
    }

    /// Leaves out of the times what was until now.
    public void forgetTimes() {
        loop.execute(counts::forgetTimes);
    }

    /// No request begins any more; those under way go to their end.
    public Run finish() {
        ending = true;
        return this;
    }

    /// Waits for the end. Throws `IllegalStateException` when it does not come in time.
    public Tally await(Duration atMost) throws InterruptedException {
        try {
            return end.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            loop.execute(this::stop);
            throw new IllegalStateException("load: not finished after " + atMost.toSeconds() + " s, requests="
                    + requests() + " frames=" + frames() + " open=" + streaming(), late);
        } catch (ExecutionException broken) {
            throw new IllegalStateException("load: " + broken.getCause(), broken);
        }
    }

    private void tick() {
        long elapsed = System.nanoTime() - startNanos;
        long wanted = Math.min(plan.connections(), 1 + elapsed * plan.connectsPerSecond() / 1_000_000_000);
        while (connecting < wanted) {
            connect(plan.asks().get(connecting % plan.asks().size()));
            connecting++;
        }
        if (plan.isOpenLoop()) {
            begin(elapsed);
        } else if (isOver()) {
            idle.forEach(Caller::close);
        }
    }

    /// Open loop: what has become due begins on an idle connection, or waits for one and counts from now.
    private void begin(long elapsed) {
        long last = Math.min(elapsed, plan.atMost().toNanos());
        while (issued < last * plan.perSecond() / 1_000_000_000) {
            due.add(startNanos + issued * 1_000_000_000 / plan.perSecond());
            issued++;
        }
        while (!due.isEmpty() && !idle.isEmpty()) {
            idle.removeFirst().ask(due.removeFirst());
        }
        if (isOver() && due.isEmpty()) {
            idle.forEach(Caller::close);
        }
    }

    private void connect(Ask ask) {
        ChannelFuture connected = new Bootstrap().group(loop).channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(CONNECT_MAX.toMillis()))
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new HttpResponseDecoder(), new Caller(Run.this, counts, ask));
                    }
                }).connect(InetAddress.getLoopbackAddress(), plan.port());
        open++;
        var _ = connected.addListener((ChannelFutureListener) done -> {
            if (!done.isSuccess()) {
                Counts.add(counts.broken, 1);
                gone();
            }
        });
    }

    void ready(Caller caller) {
        boolean done = caller.made() >= plan.perConnection() || isOver() && due.isEmpty();
        if (done) {
            caller.close();
        } else if (!plan.isOpenLoop()) {
            caller.ask(System.nanoTime());
        } else if (due.isEmpty()) {
            idle.add(caller);
        } else {
            caller.ask(due.removeFirst());
        }
    }

    private boolean isOver() {
        return ending || System.nanoTime() - startNanos >= plan.atMost().toNanos();
    }

    void gone() {
        open--;
        if (open == 0 && (connecting == plan.connections() || isOver())) {
            stop();
        }
    }

    private void stop() {
        ScheduledFuture<?> ticking = ticks;
        if (ticking != null) {
            var _ = ticking.cancel(false);
        }
        end.complete(counts.tally(Duration.ofNanos(System.nanoTime() - startNanos)));
    }
}
