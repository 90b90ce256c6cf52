/// What telemetry says, and above all what it does not say.
@NullMarked
package dev.sluice.relay.telemetry;

import org.jspecify.annotations.NullMarked;
