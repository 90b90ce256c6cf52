package dev.sluice.relay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.junit.jupiter.api.Assumptions;

/// A file system of a few megabytes, mounted for one test. Only root may: elsewhere the test says that it was
/// not run.
public final class SmallDisk implements AutoCloseable {

    private static final int PAGE_BYTES = 4_096;

    private final Path path;

    private SmallDisk(Path path) {
        this.path = path;
    }

    public static SmallDisk mounted(Path at, int bytes) throws IOException {
        Files.createDirectories(at);
        Assumptions.assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", at.toString()),
                "not run: this user may not mount a file system");
        return new SmallDisk(at);
    }

    public Path path() {
        return path;
    }

    /// Leaves at most so many bytes to others.
    void fillUpTo(long free) throws IOException {
        try (FileChannel channel = FileChannel.open(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (Files.getFileStore(path).getUsableSpace() > free) {
                channel.write(ByteBuffer.allocate(PAGE_BYTES));
            }
        }
    }

    void makeRoom() throws IOException {
        Files.deleteIfExists(filler());
    }

    void readOnly() {
        Assumptions.assumeTrue(run("mount", "-o", "remount,ro", path.toString()), "not run: it cannot be remounted");
    }

    private Path filler() {
        return path.resolve("filler");
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().onExit().join().exitValue() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    /// Gone at once, even where a failed test left a file open.
    @Override
    public void close() throws IOException {
        if (!run("umount", "-l", path.toString())) {
            throw new IOException(path + " stays mounted (expected: to be unmounted)");
        }
    }
}
