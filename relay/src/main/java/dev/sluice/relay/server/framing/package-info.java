/// Where requests begin and end on a connection, how long they may take, and how a connection is ended.
@NullMarked
package dev.sluice.relay.server.framing;

import org.jspecify.annotations.NullMarked;
