/// The rows of the decider as they were at one offset of the log, written once a day while it goes on: where a
/// replay may begin instead of at the first record. Start reading at `SnapshotWriter`.
@NullMarked
package dev.sluice.streams.snapshots;

import org.jspecify.annotations.NullMarked;
