/// The stream jobs of the platform: the account decider, the writer of Redis, the reaper, roll-ups and
/// history.
/// Start reading at `deciding.DecidingTopology`; what runs in this process is wired in `StreamsWiring`.
@NullMarked
package dev.sluice.streams;

import org.jspecify.annotations.NullMarked;
