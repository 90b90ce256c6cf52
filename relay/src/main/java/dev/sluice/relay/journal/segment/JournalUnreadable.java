package dev.sluice.relay.journal.segment;

import java.nio.file.Path;

/// A file of a journal is not what it must be. The message names file, finding and expectation.
public final class JournalUnreadable extends RuntimeException {

    public JournalUnreadable(Path file, String found, String expected) {
        super("journal file " + file + ": " + found + " (expected: " + expected + ")");
    }
}
