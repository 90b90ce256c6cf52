/// Golden payloads of every dialect, whole and cut at every byte.
@NullMarked
package dev.sluice.relay.dialect;

import org.jspecify.annotations.NullMarked;
