package dev.sluice.relay.body;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder of bodies that are too large for memory, and the threads that may wait for its disk. A file has no
/// name from the moment it is open, so that it is gone with its last user, however that ends; what a crash between
/// the two left is swept at the start. Safe for several threads.
public final class SpillFolder implements AutoCloseable {

    /// What waits for them is bounded by the budget: a body has at most a few calls under way.
    static final int THREADS = 2;
    private static final Logger LOG = LoggerFactory.getLogger(SpillFolder.class);
    private static final long END_SECONDS_MAX = 2;
    private static final String SUFFIX = ".body";
    private static final FileAttribute<?> FOLDER_OF_OURS = permissions("rwx------");
    private static final FileAttribute<?> FILE_OF_OURS = permissions("rw-------");

    private final Path path;
    private final Supplier<String> names;
    private final SharedBudget budget;
    private final ThreadPoolExecutor disk;
    private final AtomicBoolean refusing = new AtomicBoolean();

    private SpillFolder(Path path, long bytesMax, Supplier<String> names) {
        this.path = path;
        this.names = names;
        this.budget = new SharedBudget(bytesMax);
        ThreadFactory threads = Thread.ofPlatform().daemon().name("bodies-", 0).factory();
        this.disk = new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        disk.prestartAllCoreThreads();
    }

    /// A folder that is not looked at until it is opened. `bytesMax` bounds all bodies in it together, `names` are
    /// new ones.
    public static SpillFolder at(Path path, long bytesMax, Supplier<String> names) {
        return new SpillFolder(path, bytesMax, names);
    }

    /// Makes and sweeps it, and tries whether files can be made in it. Throws `UncheckedIOException` that names a
    /// folder which cannot be used.
    public SpillFolder open() {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path.toAbsolutePath().getParent());
                Files.createDirectory(path, FOLDER_OF_OURS);
            }
            try (DirectoryStream<Path> left = Files.newDirectoryStream(path, "*" + SUFFIX)) {
                for (Path file : left) {
                    Files.deleteIfExists(file);
                }
            }
            create().close();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": cannot hold bodies (expected: a folder of our own)", e);
        }
    }

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    /// Bytes of bodies in files.
    public long spilledBytes() {
        return budget.takenBytes();
    }

    /// What the bodies of this owner may take.
    public ByteBudget roomOf(Object owner) {
        return budget.of(owner);
    }

    /// May wait.
    FileChannel create() throws IOException {
        return FileChannel.open(path.resolve(names.get() + SUFFIX), Set.of(StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE), FILE_OF_OURS);
    }

    /// Says why the disk refuses, once until a body could be kept again.
    void refuses(IOException cause) {
        if (!refusing.getAndSet(true)) {
            LOG.warn("bodies cannot be kept in {}: requests above 1 MB are refused ({})", path, cause.toString());
        }
    }

    /// A body could be kept.
    void kept() {
        if (refusing.get() && refusing.getAndSet(false)) {
            LOG.info("bodies can be kept in {} again", path);
        }
    }

    /// Runs what may wait. Throws `RejectedExecutionException` once closed.
    void execute(Runnable work) {
        disk.execute(work);
    }

    /// Ends a file, if there is one, and frees the share of `room` that it took.
    void discard(@Nullable FileChannel file, ByteBudget room, long share) {
        Runnable work = () -> {
            try (FileChannel _ = file) {
                // Closing it is all.
            } catch (IOException gone) {
                // It has no name any more: nothing is left of it.
            } finally {
                room.giveBack(share);
            }
        };
        try {
            execute(work);
        } catch (RejectedExecutionException closed) {
            work.run();
        }
    }

    @Override
    public void close() {
        disk.shutdown();
        try {
            boolean _ = disk.awaitTermination(END_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
