/// The account decider as a stream job: reads `account.events`, lets `accounts` decide, writes rows and
/// outputs in one transaction. Start reading at `DecidingTopology`.
@NullMarked
package dev.sluice.streams.deciding;

import org.jspecify.annotations.NullMarked;
