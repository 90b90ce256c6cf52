/// The relay's own HTTP listener: the port, its event loops, the protocols spoken there, an orderly end. Everything that
/// comes from outside has a bound here.
@NullMarked
package dev.sluice.relay.server;

import org.jspecify.annotations.NullMarked;
