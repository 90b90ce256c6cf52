/// Requests that cost nothing, and are bounded all the same.
@NullMarked
package dev.sluice.relay.exchange;

import org.jspecify.annotations.NullMarked;
