package dev.sluice.relay.journal.inspection;

import java.util.List;
import java.util.Optional;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.relay.journal.segment.Position;

/// What was found in a journal that was read from its first byte to its last.
///
/// @param bytes
///            of its segments
/// @param waiting
///            records behind the cursor
/// @param cursor
///            up to where Kafka has everything; empty where its file is missing or damaged
/// @param tornTail
///            where the last write stopped half way; no damage: the next run cuts it
/// @param damages
///            a sentence each
public record JournalInspection(
        JournalId id,
        State state,
        long bytes,
        long records,
        long waiting,
        Optional<Position> cursor,
        Optional<String> tornTail,
        List<String> damages) {

    /// What becomes of a journal.
    public enum State {
        /// A process holds it: appends to it or forwards it.
        IN_USE,
        /// Its run ended before it did: the next run of the relay ends and forwards it.
        LEFT,
        /// It is ended and Kafka does not have all of it.
        WAITS,
        /// It is ended and Kafka has all of it.
        DELIVERED
    }
}
