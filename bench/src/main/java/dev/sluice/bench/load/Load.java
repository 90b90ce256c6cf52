package dev.sluice.bench.load;

import java.time.Duration;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;

/// The generator: one thread, which is enough for more than two cores of anything compared here.
public final class Load implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

    /// Begins a load.
    public Run start(Plan plan) {
        Run run = new Run(plan, loops.next());
        loops.execute(run::start);
        return run;
    }

    /// Runs a load to its end, at most `atMost`.
    public Tally run(Plan plan, Duration atMost) throws InterruptedException {
        return start(plan).await(atMost);
    }

    @Override
    public void close() {
        loops.shutdownGracefully().awaitUninterruptibly();
    }
}
