/// Connections to providers: opened, kept, and each with one request at a time on it.
@NullMarked
package dev.sluice.relay.forwarding.connection;

import org.jspecify.annotations.NullMarked;
