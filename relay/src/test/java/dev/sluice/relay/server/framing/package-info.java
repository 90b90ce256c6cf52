/// How a connection ends.
@NullMarked
package dev.sluice.relay.server.framing;

import org.jspecify.annotations.NullMarked;
