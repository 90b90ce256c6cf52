package dev.sluice.relay.watchdog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;

/// Calls that kept an event loop waiting, as BlockHound sees them in the JDK.
final class BlockedLoops {

    private static final int FRAMES_SHOWN = 40;
    private static final ConcurrentLinkedQueue<String> FOUND = new ConcurrentLinkedQueue<>();

    private BlockedLoops() {}

    /// From now on, in all event loops of this process.
    static void watch() {
        BlockHound.Builder hound = BlockHound.builder().loadIntegrations();
        files(hound);
        exceptions(hound);
        hound.blockingMethodCallback(BlockedLoops::found).install();
    }

    /// BlockHound knows streams, locks and sleep; files and names of hosts are looked up elsewhere in the JDK.
    private static void files(BlockHound.Builder hound) {
        String channels = "sun.nio.ch.UnixFileDispatcherImpl";
        hound.markAsBlocking(channels, "read0", "(Ljava/io/FileDescriptor;JI)I")
                .markAsBlocking(channels, "pread0", "(Ljava/io/FileDescriptor;JIJ)I")
                .markAsBlocking(channels, "readv0", "(Ljava/io/FileDescriptor;JI)J")
                .markAsBlocking(channels, "write0", "(Ljava/io/FileDescriptor;JI)I")
                .markAsBlocking(channels, "pwrite0", "(Ljava/io/FileDescriptor;JIJ)I")
                .markAsBlocking(channels, "writev0", "(Ljava/io/FileDescriptor;JI)J")
                .markAsBlocking(channels, "force0", "(Ljava/io/FileDescriptor;Z)I")
                .markAsBlocking(channels, "truncate0", "(Ljava/io/FileDescriptor;J)I")
                .markAsBlocking("java.nio.MappedMemoryUtils", "force0", "(Ljava/io/FileDescriptor;JJ)V");
        String names = "sun.nio.fs.UnixNativeDispatcher";
        hound.markAsBlocking(names, "open0", "(JII)I").markAsBlocking(names, "unlink0", "(J)V")
                .markAsBlocking(names, "rename0", "(JJ)V").markAsBlocking(names, "mkdir0", "(JI)V")
                .markAsBlocking(names, "stat0", "(JLsun/nio/fs/UnixFileAttributes;)I")
                .markAsBlocking(names, "opendir0", "(J)J")
                .markAsBlocking("java.net.Inet6AddressImpl", "lookupAllHostAddr",
                        "(Ljava/lang/String;I)[Ljava/net/InetAddress;");
    }

    /// What may block a loop, all of it.
    private static void exceptions(BlockHound.Builder hound) {
        // An event must be in the journal before its request goes on (metering §2): a write to memory that is
        // mapped to the file, and the lock against the other loop that writes there.
        hound.allowBlockingCallsInside("dev.sluice.relay.journal.Journal", "append");
        // What may wait is handed to threads that may: for the length of adding to a queue.
        hound.allowBlockingCallsInside("dev.sluice.relay.body.SpillFolder", "execute");
        // Netty's allocator makes room for more threads under a lock of its own.
        hound.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "tryExpandMagazines");
        // Commands of all threads to Redis are counted under a lock of the driver, for a few instructions each.
        String driver = "io.lettuce.core.protocol.SharedLock";
        hound.allowBlockingCallsInside(driver, "incrementWriters").allowBlockingCallsInside(driver,
                "lockWritersExclusive");
        // What operators must know is rare, and written at once: one line, after those that other threads just write.
        hound.allowBlockingCallsInside("ch.qos.logback.core.OutputStreamAppender", "append");
        // Random numbers come from /dev/urandom, which never waits.
        hound.allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "readFully");
    }

    private static void found(BlockingMethod method) {
        if (isLockOfTheJdk(Thread.currentThread().getStackTrace())) {
            return;
        }
        FOUND.add(method + " on " + Thread.currentThread().getName()
                + Arrays.stream(Thread.currentThread().getStackTrace()).limit(FRAMES_SHOWN)
                        .map(frame -> "\n  at " + frame).collect(Collectors.joining()));
    }

    /// Whether a queue or an executor of the JDK is entered that another thread is just in: they hold their locks for
    /// a few instructions, and to meet somebody there is as rare as it is harmless. To wait in one for something to
    /// come or go is neither, and is no lock.
    private static boolean isLockOfTheJdk(StackTraceElement[] stack) {
        return Stream.of(stack).dropWhile(frame -> !isLock(frame)).dropWhile(BlockedLoops::isLock).findFirst()
                .filter(caller -> caller.getClassName().startsWith("java.util.concurrent.")).isPresent();
    }

    private static boolean isLock(StackTraceElement frame) {
        return frame.getClassName().equals(ReentrantLock.class.getName()) && frame.getMethodName().equals("lock");
    }

    /// All that was seen until now; what was told once is not told again.
    static List<String> drain() {
        List<String> found = new ArrayList<>();
        for (String call = FOUND.poll(); call != null; call = FOUND.poll()) {
            found.add(call);
        }
        return found;
    }
}
