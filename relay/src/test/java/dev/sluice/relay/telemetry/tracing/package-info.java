/// When spans go to a collector, and what happens where it does not take them.
@NullMarked
package dev.sluice.relay.telemetry.tracing;

import org.jspecify.annotations.NullMarked;
