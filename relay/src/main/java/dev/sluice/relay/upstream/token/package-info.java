/// Access tokens of upstreams that are reached by OAuth: fetched ahead of their expiry, off the event loops,
/// one call at a time for each.
@NullMarked
package dev.sluice.relay.upstream.token;

import org.jspecify.annotations.NullMarked;
