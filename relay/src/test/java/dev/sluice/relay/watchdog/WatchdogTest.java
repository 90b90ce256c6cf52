package dev.sluice.relay.watchdog;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The watchdog barks.
class WatchdogTest {

    private static final long NANOS = 1_000;

    @TempDir
    Path folder;

    @Test
    void aLeakIsNoticed() throws InterruptedException {
        ByteBufAllocator.DEFAULT.heapBuffer(16);

        assertThat(LeakDetector.drain()).singleElement().asString().contains("ByteBuf");
    }

    @Test
    void waitingIsNoticed() throws Exception {
        onEventLoop(() -> LockSupport.parkNanos(NANOS));

        assertThat(BlockedLoops.drain()).singleElement().asString().contains("Unsafe.park");
    }

    @Test
    void filesAndNamesAreNoticed() throws Exception {
        Path file = folder.resolve("file");
        onEventLoop(() -> write(file));
        assertThat(BlockedLoops.drain()).anyMatch(call -> call.contains("open0"))
                .anyMatch(call -> call.contains("write0")).anyMatch(call -> call.contains("force0"));

        onEventLoop(() -> assertThatThrownBy(() -> InetAddress.getByName("no host"))
                .isInstanceOf(UnknownHostException.class));
        assertThat(BlockedLoops.drain()).anyMatch(call -> call.contains("lookupAllHostAddr"));
    }

    @Test
    void aLockOfOurOwnIsNoticed() throws Exception {
        var lock = new ReentrantLock();

        whileHeld(held -> {
            lock.lock();
            held.run();
            lock.unlock();
        }, () -> {
            lock.lock();
            lock.unlock();
        });

        assertThat(BlockedLoops.drain()).singleElement().asString().contains("Unsafe.park");
    }

    @Test
    void aQueueOfTheJdkMayBeEnteredByTwo() throws Exception {
        var queue = new ArrayBlockingQueue<>(2, false, List.of("first"));

        whileHeld(held -> queue.forEach(_ -> held.run()), () -> assertThat(queue.offer("second")).isTrue());

        assertThat(BlockedLoops.drain()).isEmpty();
    }

    @Test
    void outsideAnEventLoopAnythingGoes() throws Exception {
        write(folder.resolve("file"));

        assertThat(BlockedLoops.drain()).isEmpty();
    }

    private static void write(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            int _ = file.write(ByteBuffer.wrap(new byte[1]));
            file.force(false);
        }
        assertThat(Files.size(path)).isOne();
    }

    /// Lets an event loop come to a lock that another thread holds, and that thread go on once the loop waits.
    private static void whileHeld(Consumer<Runnable> holder, Step step) throws Exception {
        var held = new CountDownLatch(1);
        var loop = new CompletableFuture<Thread>();
        var holding = Thread.ofPlatform().start(() -> holder.accept(() -> {
            held.countDown();
            Thread waiting = loop.join();
            while (waiting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }));
        held.await();
        onEventLoop(() -> {
            loop.complete(Thread.currentThread());
            step.run();
        });
        holding.join();
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void onEventLoop(Step step) throws Exception {
        try (MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory())) {
            loops.next().submit(() -> {
                step.run();
                return "";
            }).get();
        }
    }
}
