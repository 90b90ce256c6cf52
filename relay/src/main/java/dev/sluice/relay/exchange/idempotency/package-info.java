/// Requests that come twice with the same `Idempotency-Key`, and are never charged twice.
@NullMarked
package dev.sluice.relay.exchange.idempotency;

import org.jspecify.annotations.NullMarked;
