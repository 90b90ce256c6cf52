/// Takes an upstream out that fails, and lets it back. A pure state machine: signals and times in,
/// states out.
@NullMarked
package dev.sluice.relay.upstream.breaker;

import org.jspecify.annotations.NullMarked;
