/// The bytes on disk: one append-only file with its records, and the cursor that says what Kafka has of them.
@NullMarked
package dev.sluice.relay.journal.segment;

import org.jspecify.annotations.NullMarked;
