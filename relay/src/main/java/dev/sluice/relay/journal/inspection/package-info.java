/// Reads the journals of a folder without changing anything, for people who look after a relay.
@NullMarked
package dev.sluice.relay.journal.inspection;

import org.jspecify.annotations.NullMarked;
