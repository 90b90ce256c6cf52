/// Holding bodies, on a disk that may refuse.
@NullMarked
package dev.sluice.relay.body;

import org.jspecify.annotations.NullMarked;
