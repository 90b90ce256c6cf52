/// The requests in flight, for those who must end them early.
@NullMarked
package dev.sluice.relay.exchange.open;

import org.jspecify.annotations.NullMarked;
