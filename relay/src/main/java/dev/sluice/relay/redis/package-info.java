/// Redis as the event loops ask it: a connection of its own for each loop, so that no other thread stands between
/// a request and its admission. Which server may be asked is decided on the shared connection.
@NullMarked
package dev.sluice.relay.redis;

import org.jspecify.annotations.NullMarked;
