/// What is told about requests beside their events: metrics, the access log, the trace context. No user, no
/// key, no content is in any of them, and no event loop waits for one.
@NullMarked
package dev.sluice.relay.telemetry;

import org.jspecify.annotations.NullMarked;
