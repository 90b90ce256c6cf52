/// The journal as requests use it: bounds, durability, marks, leases, and how a journal ends.
@NullMarked
package dev.sluice.relay.journal.recording;

import org.jspecify.annotations.NullMarked;
