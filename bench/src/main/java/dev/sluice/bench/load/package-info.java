/// The load generator: connections that are kept alive, closed or open loop, every frame counted and timed.
@NullMarked
package dev.sluice.bench.load;

import org.jspecify.annotations.NullMarked;
