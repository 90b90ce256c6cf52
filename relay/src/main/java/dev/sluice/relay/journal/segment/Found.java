package dev.sluice.relay.journal.segment;

/// What stands at a place of a segment.
public sealed interface Found {

    record Whole(JournalRecord record) implements Found {}

    /// Nothing was written here yet.
    enum Nothing implements Found {
        NOTHING
    }

    /// The segment ends here; the next one goes on.
    enum Sealed implements Found {
        SEALED
    }

    /// Bytes that are no whole record: a torn tail, or damage.
    record Broken(String reason) implements Found {}
}
