/// A running usage-streams for integration tests, and a relay's side of the log.
@NullMarked
package dev.sluice.streams.testing;

import org.jspecify.annotations.NullMarked;
