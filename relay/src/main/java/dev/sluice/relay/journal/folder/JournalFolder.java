package dev.sluice.relay.journal.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.sluice.contracts.ids.JournalId;

/// The folder of one journal, locked: this process is its only writer until it is closed or dies.
public final class JournalFolder implements AutoCloseable {

    private static final Pattern SEGMENT = Pattern.compile("(\\d{10})\\.segment");

    private final Path path;
    private final JournalId id;
    private final FolderHold hold;

    private JournalFolder(Path path, JournalId id, FolderHold hold) {
        this.path = path;
        this.id = id;
        this.hold = hold;
    }

    /// Empty when another process (or another part of this one) holds the lock. Creates what is missing.
    public static Optional<JournalFolder> lock(Path journals, JournalId id) throws IOException {
        Path path = journals.resolve(id.value());
        return FolderHold.take(path).map(hold -> new JournalFolder(path, id, hold));
    }

    public JournalId id() {
        return id;
    }

    public Path path() {
        return path;
    }

    public Path cursor() {
        return path.resolve("cursor");
    }

    public Path spare() {
        return path.resolve("spare");
    }

    /// Segment files by number.
    public SortedMap<Integer, Path> segments() throws IOException {
        return segments(path);
    }

    public static SortedMap<Integer, Path> segments(Path journal) throws IOException {
        SortedMap<Integer, Path> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(journal)) {
            files.forEach(file -> {
                Matcher name = SEGMENT.matcher(file.getFileName().toString());
                if (name.matches()) {
                    found.put(Integer.valueOf(name.group(1)), file);
                }
            });
        }
        return found;
    }

    /// Makes the names of the files survive the host.
    public void force() {
        try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("journal folder " + path + " cannot be forced to disk", e);
        }
    }

    @Override
    public void close() throws IOException {
        hold.close();
    }

    /// Nothing in it is needed any more. The lock goes last, so that nobody adopts half a folder.
    public void delete() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(file -> !file.endsWith(FolderHold.FILE)).toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(path.resolve(FolderHold.FILE));
        hold.close();
        Files.deleteIfExists(path);
    }
}
