package dev.sluice.streams.deciding;

import dev.sluice.contracts.ids.PriceBookId;

/// A pinned version of the price book did not arrive in time. The thread is started anew and reads the event
/// again: never another price.
final class PriceBookMissing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PriceBookMissing(PriceBookId id) {
        super("price book " + id + " is not in the topic (expected: published before it was pinned)");
    }
}
