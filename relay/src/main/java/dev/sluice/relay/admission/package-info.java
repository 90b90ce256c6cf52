/// Asks Redis whether a request may pass: one atomic call, never blocking an event loop, refusing when nobody
/// can be asked (metering §3 and §5).
@NullMarked
package dev.sluice.relay.admission;

import org.jspecify.annotations.NullMarked;
