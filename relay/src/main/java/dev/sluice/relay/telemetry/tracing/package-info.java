/// Spans of requests for a collector of OpenTelemetry, if there is one.
@NullMarked
package dev.sluice.relay.telemetry.tracing;

import org.jspecify.annotations.NullMarked;
