package dev.sluice.relay.testing;

import dev.sluice.relay.exchange.idempotency.Idempotency;

class InMemoryIdempotencyTest extends IdempotencyContract {

    private final InMemoryIdempotency idempotency = new InMemoryIdempotency();

    @Override
    protected Idempotency idempotency() {
        return idempotency;
    }
}
