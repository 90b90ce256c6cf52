package dev.sluice.relay.journal.recording;

/// What an appended event survives before the request goes on (metering §2.5).
public enum Durability {
    /// The process.
    JOURNAL,
    /// The host: appends wait for a common flush to disk.
    FSYNC,
    /// The disk: reservations wait for Kafka's acknowledgement.
    REPLICATED
}
