package dev.sluice.relay.journal.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// Locks a file for as long as this process lives or until it is closed; the kernel frees it when the
/// process dies.
public final class FolderHold implements AutoCloseable {

    /// The file's name in every folder that is locked.
    static final String FILE = "lock";

    private final FileChannel channel;

    private FolderHold(FileChannel channel) {
        this.channel = channel;
    }

    /// Makes the folder where it is missing and locks it. Empty when another process, or another part of this
    /// one, holds it.
    public static Optional<FolderHold> take(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (locked(channel)) {
            return Optional.of(new FolderHold(channel));
        }
        channel.close();
        return Optional.empty();
    }

    /// Whether somebody holds the folder now. Takes a shared lock for a moment and nothing else.
    public static boolean isHeld(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.tryLock(0, Long.MAX_VALUE, true) == null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return true;
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// Closes what may never have been taken.
    public static void close(@Nullable FolderHold hold) throws IOException {
        if (hold != null) {
            hold.close();
        }
    }
}
