/// A request body while it arrives, and what it says once it is whole.
@NullMarked
package dev.sluice.relay.server.intake;

import org.jspecify.annotations.NullMarked;
