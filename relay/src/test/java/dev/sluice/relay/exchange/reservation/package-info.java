/// What a client is told of its limits.
@NullMarked
package dev.sluice.relay.exchange.reservation;

import org.jspecify.annotations.NullMarked;
