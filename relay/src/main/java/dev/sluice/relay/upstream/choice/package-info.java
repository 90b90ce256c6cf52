/// Finds the upstream for a request: sticky by session, least loaded otherwise, within the caps and without
/// those whose breaker is open. What is known of each upstream is shared by all event loops, without a lock.
@NullMarked
package dev.sluice.relay.upstream.choice;

import org.jspecify.annotations.NullMarked;
