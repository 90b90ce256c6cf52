package dev.sluice.relay.journal.segment;

/// One record as it stands in a segment.
///
/// @param next
///            position after this record
/// @param kind
///            whether it goes to Kafka
/// @param pseq
///            dense per journal and partition from 0; -1 for what is carried
/// @param atMillis
///            when it was appended, relay clock
/// @param nanoUsd
///            money it reserved, for the bound on unbilled money
public record JournalRecord(
        Position next,
        Kind kind,
        int partition,
        long pseq,
        long atMillis,
        long nanoUsd,
        String type,
        String key,
        String eventId,
        byte[] json) {

    /// What a record is for.
    public enum Kind {
        /// An account event: forwarded.
        EVENT,
        /// An open request handed on from a segment that was deleted: for recovery only, never forwarded.
        CARRIED
    }

    /// Bytes it takes in the file.
    public int bytes() {
        return RecordFormat.sizeOf(type.length() + key.length() + eventId.length() + json.length);
    }
}
