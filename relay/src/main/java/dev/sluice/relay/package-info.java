/// Starts the relay: the data plane on its own port, health and metrics on another. Everything here is
/// wiring.
@NullMarked
package dev.sluice.relay;

import org.jspecify.annotations.NullMarked;
