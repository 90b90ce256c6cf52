/// Watches all tests of the relay for what no test of its own would notice: buffers that nobody released, and
/// calls that keep an event loop waiting.
@NullMarked
package dev.sluice.relay.watchdog;

import org.jspecify.annotations.NullMarked;
