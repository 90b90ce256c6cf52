package dev.sluice.relay.exchange;

import java.time.Instant;
import java.util.Optional;

import dev.sluice.contracts.pricing.PriceBook;

/// The price books, in memory.
@FunctionalInterface
public interface PriceList {

    /// The version in force at that instant; empty while none is known, and then nothing is served.
    Optional<PriceBook> inForce(Instant at);
}
