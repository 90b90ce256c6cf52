/// Closes the journals of relays that are gone for good, so that what they left open does not stay reserved
/// for ever (metering §3, "Death of a relay").
@NullMarked
package dev.sluice.streams.reaping;

import org.jspecify.annotations.NullMarked;
