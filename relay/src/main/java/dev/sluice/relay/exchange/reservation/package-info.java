/// What admission is asked before a request goes up, what it answers, and how a client is told.
@NullMarked
package dev.sluice.relay.exchange.reservation;

import org.jspecify.annotations.NullMarked;
