package dev.sluice.relay.journal.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import dev.sluice.relay.journal.segment.Segment;

/// Keeps the next segment of a journal ready on disk, so that no event loop waits for a file to be written
/// and a full disk is known while there is still room for the ends of the requests that run.
public final class Spares {

    private final Path file;
    private final int bytes;
    private final Executor background;
    private boolean ready;
    private boolean asked;
    private volatile @Nullable String failure;

    public Spares(Path file, int bytes, Executor background) {
        this.file = file;
        this.bytes = bytes;
        this.background = background;
    }

    /// Why there is no spare; empty while there is one or one is being made.
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /// Asks for a spare unless there is one. Cheap; safe from any thread.
    public synchronized void prepare() {
        if (!ready && !asked) {
            asked = true;
            background.execute(this::make);
        }
    }

    private synchronized void make() {
        asked = false;
        if (!ready) {
            try {
                makeNow();
                ready = true;
                failure = null;
            } catch (IOException e) {
                failure = sentence(e);
            }
        }
    }

    private void makeNow() throws IOException {
        try {
            Segment.prepare(file, bytes);
        } catch (IOException e) {
            discard();
            throw e;
        }
    }

    /// Half a spare would only eat the room that others need.
    private void discard() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            failure = sentence(e);
        }
    }

    /// The spare becomes segment `number`; made here and now if it was not ready.
    public synchronized Segment claim(Path folder, int number, long[] nextPseqs) throws IOException {
        if (!ready) {
            makeNow();
        }
        ready = false;
        Segment segment = Segment.create(file, folder, number, nextPseqs);
        prepare();
        return segment;
    }

    public String sentence(IOException e) {
        return "journal segment " + file + " cannot be written: " + e.getMessage() + " (expected: " + bytes
                + " bytes of room and permission to write)";
    }
}
