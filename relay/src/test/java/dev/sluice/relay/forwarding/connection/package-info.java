/// Connections that a provider has given up.
@NullMarked
package dev.sluice.relay.forwarding.connection;

import org.jspecify.annotations.NullMarked;
