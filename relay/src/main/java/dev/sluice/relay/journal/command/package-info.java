/// The command line over journals: lists, verifies and exports what lies on disk, beside a relay or
/// without one.
@NullMarked
package dev.sluice.relay.journal.command;

import org.jspecify.annotations.NullMarked;
