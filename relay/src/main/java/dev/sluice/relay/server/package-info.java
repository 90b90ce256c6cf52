/// The relay's own HTTP listener: connections, routes, bodies, answers that need no provider. Everything that
/// comes from outside has a bound here.
@NullMarked
package dev.sluice.relay.server;

import org.jspecify.annotations.NullMarked;
