/// The relay's own append-only file of account events, one per run of the process or lease: nothing that was
/// appended is lost when the process dies. What is written where is in `segment` and `folder`, who appends in
/// `recording`, who sends in `forwarding`; knows files, not Kafka.
@NullMarked
package dev.sluice.relay.journal;

import org.jspecify.annotations.NullMarked;
