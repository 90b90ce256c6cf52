/// Redis as the relay asks it: the shared connection, which server answers on it, a connection of its own for each
/// event loop, so that no other thread stands between a request and its admission, and the leases that tell the
/// reaper that this relay's journals have a living owner (metering §3).
@NullMarked
package dev.sluice.relay.redis;

import org.jspecify.annotations.NullMarked;
