/// A replica of the published price books, so that pricing a reservation costs no network.
@NullMarked
package dev.sluice.relay.prices;

import org.jspecify.annotations.NullMarked;
