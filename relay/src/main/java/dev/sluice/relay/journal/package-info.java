/// The relay's own append-only file of account events, one per run of the process or lease: nothing that was
/// appended is lost when the process dies. Segments, cursor, bounds and recovery; knows files, not Kafka.
@NullMarked
package dev.sluice.relay.journal;

import org.jspecify.annotations.NullMarked;
