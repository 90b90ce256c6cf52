/// What ties a relay to Redis: the one connection, which server answers on it, and the leases that tell the
/// reaper that this relay's journals have a living owner (metering §3).
@NullMarked
package dev.sluice.relay.lease;

import org.jspecify.annotations.NullMarked;
